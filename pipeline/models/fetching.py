"""Fetching: a model by name, from the hub of Hugging Face to its cache and into the lock.

The one place of Themeline that downloads, and only when asked to.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.core.errors import ConfigError, MachineError
from pipeline.models.architecture import FAMILIES_READ
from pipeline.models.folder import (
    GRAPHS,
    MODULES,
    PICKLED,
    SIZES,
    TOKENIZER,
    WEIGHTS,
    ModelFolder,
)
from pipeline.models.named import LOCK, NAME, Locked, digests, read_lock, require_locked, write_lock

_ODD = re.compile(r"--|\.\.|\.git$")
"""What the hub allows in no name."""


def fetch_model(
    name: str, beside: Path, revision: str | None = None, endpoint: str | None = None
) -> tuple[Path, Locked]:
    """Download what is read of a model, and write its revision and hashes to the lock.

    ``beside`` is the folder of the lock. Without a ``revision`` it is that of the lock, or else
    the newest. ``endpoint`` is the address of the hub; None for the usual one. Gives the folder
    and what the lock holds of it now.

    Raises ``ConfigError`` where there is no such model or it is of a kind that is not read,
    ``MachineError`` where the hub cannot be reached, and ``InputError`` where the files are not
    those that the lock holds for the same revision.
    """
    if not NAME.fullmatch(name) or _ODD.search(name):
        raise ConfigError(f"{name!r} is no name of a model; expected OWNER/NAME")
    if not beside.is_dir():
        raise ConfigError(f"{beside}: no such folder, in which the lock is to lie")
    lock = beside / LOCK
    models = read_lock(lock)
    held = models.get(name)
    wanted = revision or (held.revision if held else None)
    folder = _download(name, wanted, endpoint)
    ModelFolder(folder).require()
    found = Locked(revision=folder.name, files=digests(folder))
    if held and held.revision == found.revision:
        require_locked(name, held, folder, lock)
    write_lock(lock, {**models, name: found})
    return folder, found


def _download(name: str, revision: str | None, endpoint: str | None) -> Path:
    from huggingface_hub import HfApi

    hub = HfApi(endpoint=endpoint, library_name="themeline")
    with _in_words(name, revision, hub.endpoint):
        told = hub.model_info(name, revision=revision)
        offered = [each.rfilename for each in told.siblings or ()]

        def bring(file: str) -> Path:
            path = Path(hub.hf_hub_download(name, file, revision=told.sha))
            return path.parents[file.count("/")]

        first = [file for file in (SIZES, MODULES) if file in offered]
        if not first:
            raise ConfigError(f"{name}: offers neither {SIZES} nor {MODULES}; choose another model")
        brought = [bring(file) for file in first]
        folder = brought[0]
        settings = sorted(ModelFolder(folder).settings.intersection(offered))
        if TOKENIZER not in {file.rpartition("/")[2] for file in settings}:
            raise ConfigError(f"{name}: offers no {TOKENIZER}, without which no text is read")
        for file in settings:
            bring(file)
        for file in _weights(name, offered, folder):
            bring(file)
    return folder


@contextmanager
def _in_words(name: str, revision: str | None, endpoint: str) -> Iterator[None]:
    """Say what a hub answers as errors of ours."""
    from huggingface_hub.errors import (
        GatedRepoError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    try:
        yield
    except GatedRepoError:
        raise ConfigError(
            f"{name}: its owner asks for consent; accept it on the model's page, and give your "
            "token (HF_TOKEN)"
        ) from None
    except RevisionNotFoundError:
        raise ConfigError(f"{name}: has no revision {revision!r}") from None
    except RepositoryNotFoundError:
        raise ConfigError(f"{name}: no such model at {endpoint}, or not for you") from None
    except ConfigError:
        raise
    except Exception as error:  # of whatever library the hub's own talks with
        why = str(error).strip().partition("\n")[0] or type(error).__name__
        raise MachineError(f"{name}: {endpoint} cannot be read ({why})") from None


def _weights(name: str, offered: Sequence[str], folder: Path) -> list[str]:
    """The files with the weights that are read, of all that are offered."""
    model = ModelFolder(folder)
    safe = sorted(model.tensors.intersection(offered))
    if model.main_tensors in safe and (model.static is not None or model.family_is_known):
        return safe
    graph = next((file for file in GRAPHS if file in offered), None)
    if graph is None:
        has = [kind for kind in (WEIGHTS, PICKLED) if kind in offered]
        raise ConfigError(
            f"{name}: offers {', '.join(has) or 'no weights'} and no {GRAPHS[0]}, and its {SIZES} "
            f"is not of a family that is read without ({FAMILIES_READ}); choose another model"
        )
    beside = [f"{graph}_data", f"{graph}.data"]
    behind = [file for file in safe if file != model.main_tensors]
    return [graph, *(file for file in beside if file in offered), *behind]
