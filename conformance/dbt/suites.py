"""Turns the test classes of dbt's own adapter test suite into project folders that both sides can read.

The suite is fetched by `run` (the package dbt-tests-adapter); nothing of it is kept in this repository.
"""
import hashlib
import importlib
import inspect
import os
import pathlib
import sys
import types

import yaml

# What a fixture of the suite may ask for that a test run would give it.
GIVEN = {
    "unique_schema": "analytics",
    "prefix": "test",
    "dbt_profile_target": {"type": "glue", "threads": 2, "schema": "analytics"},
    "logs_dir": "logs",
    "other_schema": "analytics_other",
    "adapter": types.SimpleNamespace(type=lambda: "glue"),
}
FOLDERS = {
    "models": "models", "seeds": "seeds", "snapshots": "snapshots", "macros": "macros", "tests": "tests",
    "analyses": "analyses", "functions": "functions", "properties": "models",
}


def stub_pytest():
    """The suite is read, not run: fixtures are plain functions here."""
    module = types.ModuleType("pytest")

    def fixture(function=None, **_):
        def mark(inner):
            inner.is_fixture = True
            return inner
        return mark(function) if callable(function) else mark

    class Anything:
        def __getattr__(self, _):
            return self

        def __call__(self, *arguments, **_):
            return arguments[0] if len(arguments) == 1 and callable(arguments[0]) else self

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

    frozen = types.ModuleType("freezegun")
    frozen.freeze_time = Anything()
    sys.modules["freezegun"] = frozen
    module.fixture = fixture
    module.mark = Anything()
    module.skip = module.fail = module.raises = module.param = Anything()
    module.FixtureRequest = object
    sys.modules["pytest"] = module


def suite_modules(folder):
    sys.path.insert(0, folder)
    import dbt.tests
    dbt.tests.__path__ = [os.path.join(folder, "dbt", "tests"), *dbt.tests.__path__]
    root = pathlib.Path(folder, "dbt", "tests", "adapter")
    for path in sorted(root.rglob("*.py")):
        name = ".".join(("dbt", "tests", "adapter", *path.relative_to(root).with_suffix("").parts))
        if path.name == "__init__.py":
            continue
        try:
            yield importlib.import_module(name)
        except Exception as error:  # Some need what only a test run has.
            print(f"not read: {name}: {error}", file=sys.stderr)


def value(owner, instance, name, seen=()):
    if name in seen:
        raise LookupError(f"fixture {name} asks for itself")
    function = inspect.getattr_static(owner, name, None)
    if function is None:
        function = getattr(sys.modules[owner.__module__], name, None)
    function = getattr(function, "__func__", function)
    if not callable(function) or not getattr(function, "is_fixture", False):
        if name in GIVEN:
            return GIVEN[name]
        if name == "test_data_dir":
            return os.path.join(os.path.dirname(sys.modules[owner.__module__].__file__), "data")
        raise LookupError(f"no fixture {name}")
    arguments = []
    for parameter in list(inspect.signature(function).parameters)[0:]:
        if parameter in ("self", "cls"):
            arguments.append(instance)
        else:
            arguments.append(value(owner, instance, parameter, (*seen, name)))
    result = function(*arguments)
    return next(result) if inspect.isgenerator(result) else result


def files_of(tree, folder, written):
    for name, content in tree.items():
        path = f"{folder}/{name}"
        if isinstance(content, dict) and not name.endswith((".yml", ".yaml")):
            files_of(content, path, written)
        elif isinstance(content, dict):
            written[path] = yaml.safe_dump(content)
        elif isinstance(content, str):
            text = content
            written[path] = text if name.endswith(".csv") else inspect.cleandoc(text) if name.endswith((".yml", ".yaml")) else text


def project_of(owner):
    instance = owner.__new__(owner)
    written = {}
    for name, folder in FOLDERS.items():
        if inspect.getattr_static(owner, name, None) is not None:
            tree = value(owner, instance, name)
            if isinstance(tree, dict):
                files_of(tree, folder, written)
    if not written:
        return None
    settings = {"name": "test", "version": "1.0", "profile": "conformance"}
    if inspect.getattr_static(owner, "project_config_update", None) is not None:
        update = value(owner, instance, "project_config_update") or {}
        settings.update(yaml.safe_load(update) if isinstance(update, str) else update)
    settings["profile"] = "conformance"
    written["dbt_project.yml"] = yaml.safe_dump(settings)
    for name, file in (("selectors", "selectors.yml"),):
        if inspect.getattr_static(owner, name, None) is not None:
            content = value(owner, instance, name)
            written[file] = content if isinstance(content, str) else yaml.safe_dump(content)
    return written


def write(suite, output):
    stub_pytest()
    known = set()
    count = 0
    for module in suite_modules(suite):
        for name, owner in sorted(vars(module).items()):
            if not inspect.isclass(owner) or owner.__module__ != module.__name__:
                continue
            try:
                written = project_of(owner)
            except Exception as error:
                print(f"not a project: {module.__name__}.{name}: {error}", file=sys.stderr)
                continue
            if not written:
                continue
            digest = hashlib.sha256(repr(sorted(written.items())).encode()).hexdigest()
            if digest in known:
                continue
            known.add(digest)
            area = module.__name__.split(".")[3]
            folder = os.path.join(output, f"suite_{area}_{name}")
            for path, text in written.items():
                full = os.path.join(folder, path)
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, "w", newline="", encoding="utf-8") as file:
                    file.write(text)
            with open(os.path.join(folder, "ls.txt"), "w") as file:
                file.write("--select *\n")
            count += 1
    print(count, "projects of the adapter suite")


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2])
