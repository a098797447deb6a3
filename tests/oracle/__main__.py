"""Writes every case with what PyTorch computes to cases/, one file for each group, and the table of differences."""

import importlib
import json
import math
import pathlib

import torch

from case import expected
from differences import DIFFERENCES

GROUPS = [
    "activations", "losses", "layers", "convolutions", "padding", "shaping", "sequences", "attending", "recurrences", "networks", "second_order", "optimizers",
]
HERE = pathlib.Path(__file__).parent


def plain(value):
    """A tensor as nested lists; a number that is not finite would not be JSON."""
    assert bool(torch.isfinite(value.double()).all()), value
    return value.tolist()


def argument(value):
    """An input or a target, by its kind of numbers."""
    return {"reals" if value.is_floating_point() else "wholeNumbers": plain(value)}


def document(case):
    """A case as it is written."""
    found = expected(case)
    result = {
        "name": case.name,
        "stack": case.stack,
        "classes": case.classes,
        "batchSize": case.capacity or len(case.inputs[0]),
        "keep": ", ".join(found["kept"]),
        "inputs": [argument(value) for value in case.inputs],
        "sizes": case.sizes,
        "targets": [argument(value) for value in case.targets],
        "parameters": tensors(case.parameters),
        "states": tensors(case.states),
        "evaluation": tensors(found["evaluation"]),
        "loss": plain(found["loss"]),
        "gradients": tensors(found["gradients"]),
        "kept": tensors(found["kept"]),
    }
    if case.seed is not None:
        result["seed"] = case.seed
    if case.direction:
        result["direction"], result["curvature"] = tensors(case.direction), tensors(found["curvature"])
    if case.steps:
        result["steps"] = case.steps
        result["after"] = {key: tensors(value) for key, value in found["after"].items()}
    if case.differs:
        result["differs"] = case.differs
    if case.tolerance:
        result["tolerance"], result["why"] = case.tolerance
    return {key: value for key, value in result.items() if value not in ({}, [], "")}


def tensors(values):
    """Tensors by name."""
    return {name: plain(value.detach()) for name, value in values.items()}


def lines(value, depth=2):
    """JSON with a line for each tensor and none for each number."""
    if depth == 0 or not isinstance(value, dict):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    inner = ",\n".join(f"{json.dumps(key)}: {lines(item, depth - 1)}" for key, item in value.items())
    return "{\n" + inner + "\n}"


def write_group(group):
    """One file."""
    cases = importlib.import_module(group).CASES
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1]
    unknown = {case.differs for case in cases if case.differs} - DIFFERENCES.keys()
    assert not unknown, unknown
    text = "[\n" + ",\n".join(lines(document(case)) for case in cases) + "\n]\n"
    (HERE / "cases" / f"{group}.json").write_text(text, encoding="utf-8", newline="\n")
    print(f"{group}: {len(cases)} cases, {math.ceil(len(text) / 1024)} KB")
    return cases


def write_differences(cases):
    """The table, with the cases that show each row."""
    rows = [
        f"| {key} | {theirs} | {ours} | {', '.join(case.name for case in cases if case.differs == key)} |"
        for key, (theirs, ours) in DIFFERENCES.items()
    ]
    text = "\n".join([
        "# Where DeriveGen and PyTorch differ on purpose",
        "Written by the script from its own rows. Everywhere else the cases hold what PyTorch's own functions give; here they hold what the",
        "definition gives, computed with PyTorch's elementary functions and its automatic derivatives.",
        "",
        "| what | PyTorch | DeriveGen | cases |",
        "|---|---|---|---|",
        *rows,
        "",
    ])
    (HERE / "DIFFERENCES.md").write_text(text, encoding="utf-8", newline="\n")


torch.set_num_threads(1)
write_differences([case for group in GROUPS for case in write_group(group)])
