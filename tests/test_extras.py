"""What is said about a package that is missing can be typed as it stands."""

from __future__ import annotations

import tomllib

from packaging.requirements import Requirement

from frictionaudit.extras import PACKAGES, how_to_install
from tests.conftest import ROOT


def test_each_extra_is_named_with_the_packages_that_the_project_declares():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    of_users = {name: [Requirement(package) for package in packages] for name, packages in declared.items()}
    of_users.pop("dev")
    assert set(PACKAGES) == set(of_users)
    for name, packages in of_users.items():
        named = PACKAGES[name].replace("'", "").split()
        assert [Requirement(word).name for word in named] == [package.name for package in packages]
        assert [Requirement(word).extras for word in named] == [package.extras for package in packages]


def test_the_hint_works_in_a_clone_and_after_pipx_and_names_no_registry():
    hint = how_to_install("office")
    assert "pip install '.[office]'" in hint
    assert "pipx inject frictionaudit openpyxl python-docx xlrd" in hint
    assert "frictionaudit[office]" not in hint
