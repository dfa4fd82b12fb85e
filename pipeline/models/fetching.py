"""Fetching: a model by name, from the hub of Hugging Face to its cache and into the lock.

The one place of Themeline that downloads, and only when asked to.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pipeline.core.errors import ConfigError, MachineError
from pipeline.models.folder import (
    FAMILIES_READ,
    GRAPHS,
    PICKLED,
    SIZES,
    TOKENIZER,
    WEIGHTS,
    ModelFolder,
    is_read,
)
from pipeline.models.named import LOCK, NAME, Locked, digests, read_lock, require_locked, write_lock


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
    if not NAME.fullmatch(name):
        raise ConfigError(f"{name!r} is no name of a model; expected OWNER/NAME")
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
        settings = [file for file in offered if file.endswith(".json") and _is_read(file)]
        brought = [Path(hub.hf_hub_download(name, file, revision=told.sha)) for file in settings]
        if TOKENIZER not in {path.name for path in brought}:
            raise ConfigError(f"{name}: offers no {TOKENIZER}, without which no text is read")
        folder = brought[0].parents[settings[0].count("/")]
        for file in _weights(name, offered, folder):
            hub.hf_hub_download(name, file, revision=told.sha)
    return folder


@contextmanager
def _in_words(name: str, revision: str | None, endpoint: str) -> Iterator[None]:
    """Say what a hub answers as errors of ours."""
    from huggingface_hub.errors import (
        GatedRepoError,
        HfHubHTTPError,
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
    except (HfHubHTTPError, OSError) as error:
        why = str(error).strip().partition("\n")[0] or type(error).__name__
        raise MachineError(f"{name}: {endpoint} cannot be read ({why})") from None


def _is_read(file: str) -> bool:
    return is_read(PurePosixPath(file))


def _weights(name: str, offered: Sequence[str], folder: Path) -> list[str]:
    """The files with the weights that are read, of all that are offered."""
    safe = [file for file in offered if file.endswith(WEIGHTS) and _is_read(file)]
    model = ModelFolder(folder)
    if safe and (model.static is not None or model.family_is_known):
        return safe
    graph = next((file for file in GRAPHS if file in offered), None)
    if graph is None:
        has = [kind for kind in (WEIGHTS, PICKLED) if kind in offered]
        raise ConfigError(
            f"{name}: offers {', '.join(has) or 'no weights'} and no {GRAPHS[0]}, and its {SIZES} "
            f"is not of a family that is read without ({FAMILIES_READ}); choose another model"
        )
    beside = (f"{graph}_data", f"{graph}.data")
    return [graph, *(file for file in beside if file in offered)]
