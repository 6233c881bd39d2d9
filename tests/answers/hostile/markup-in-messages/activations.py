"""Raises what renderers take for markup: of Rich, of formats, of templates."""


def relu(X):
    raise ValueError("[red]6 / 6[/red] [link=http://192.0.2.1]x[/] :tada: {points} {0} %s %(x)s {{7*7}} ${7*7} `x` **b**")
