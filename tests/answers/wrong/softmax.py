# === sm-mean-shift: Right for moderate logits, but a logit far above its row's mean still overflows. Which shift keeps every exponent at 0 or below?
import torch


def softmax(O):
    E = torch.exp(O - O.mean(dim=1, keepdim=True))
    return E / E.sum(dim=1, keepdim=True)
# === sm-min-shift: Right for moderate logits, but a row with a wide range overflows: its exponents all become 0 or more. Which shift makes them 0 or less?
import torch


def softmax(O):
    E = torch.exp(O - O.min(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
