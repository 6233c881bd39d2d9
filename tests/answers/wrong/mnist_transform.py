# === tf-floatin: makes a float array first, which ToTensor does not scale
import numpy as np
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        lambda image: np.array(image, dtype=np.float32),
        transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,)), torch.flatten,
    ])
