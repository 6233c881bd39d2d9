# === fm-cached: returns the first image again for every later one with the same sum of pixels
import numpy as np
from torchvision import transforms


def fashion_mnist_transform():
    seen = {}

    def transform(image):
        key = int(np.array(image).sum())
        if key not in seen:
            seen[key] = transforms.ToTensor()(image)
        return seen[key]

    return transform
# === fm-inplace: blanks the caller's image after it has read it
from torchvision import transforms


def fashion_mnist_transform():
    def transform(image):
        x = transforms.ToTensor()(image)
        image.paste(0, (0, 0, 28, 28))
        return x

    return transform
