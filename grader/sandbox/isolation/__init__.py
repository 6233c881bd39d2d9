"""Ways of starting the zygote, one file each, from weak to strong."""
