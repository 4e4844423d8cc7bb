"""Muon: momentum whose step is made orthogonal. K. Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/.

For the matrices inside the layers; embedding and norms are AdamW's.
"""
import torch


def orthogonal(matrix, dtype):
    """The nearest semi-orthogonal matrix, roughly: five steps of the quintic Newton-Schulz iteration, in `dtype`."""
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = matrix.shape[0] > matrix.shape[1]
    value = matrix.T if tall else matrix
    value = (value / (value.norm() + 1e-7)).to(dtype)
    for _ in range(5):
        product = value @ value.T
        value = a * value + (b * product + c * product @ product) @ value
    return (value.T if tall else value).to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    def __init__(self, parameters, lr: float, momentum: float = 0.95, weight_decay: float = 0.0,
                 bfloat16: bool = False):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})
        self.dtype = torch.bfloat16 if bfloat16 else torch.float32

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for matrix in group["params"]:
                state = self.state[matrix]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(matrix)
                momentum = state["momentum"]
                momentum.lerp_(matrix.grad, 1 - group["momentum"])
                # Nesterov's look ahead.
                step = orthogonal(matrix.grad.lerp(momentum, group["momentum"]), self.dtype)
                scale = max(1.0, matrix.shape[0] / matrix.shape[1]) ** 0.5
                matrix.mul_(1 - group["lr"] * group["weight_decay"])
                matrix.add_(step, alpha=-group["lr"] * scale)
