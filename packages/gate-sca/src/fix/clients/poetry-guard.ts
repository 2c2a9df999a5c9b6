/** Relative to the scratch folder. */
export const GUARD_FOLDER = '.railgate-python';
/** Beside the scratch project, written by the guard: that it is there shows that the guard was. */
export const GUARD_SEEN = `${GUARD_FOLDER}/seen`;
/** Written where it has kept a process from being started. */
export const GUARD_DENIED = `${GUARD_FOLDER}/denied`;

/**
 * `sitecustomize.py` for the Python that Poetry runs in. Poetry builds a source archive whose metadata says nothing of what it
 * needs, which executes what the archive brings, and has no option against that. Python's audit hooks (PEP 578) see every
 * process before it is started, and cannot be taken away again: none is, but for Poetry's question to its own interpreter.
 */
export const GUARD = `import os
import sys

PROCESSES = ("subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.spawn")


def note(name):
    with open(os.path.join(os.path.dirname(__file__), name), "w") as file:
        file.write("1")


def guard(event, arguments):
    if event not in PROCESSES:
        return
    if event == "subprocess.Popen":
        command = arguments[1]
        if not isinstance(command, str) and list(command[1:5]) == ["-I", "-W", "ignore", "-c"]:
            guard.asked += 1
            return
    if guard.asked > 0 and event in ("os.fork", "os.posix_spawn"):
        guard.asked -= 1
        return
    note("denied")
    raise PermissionError("Railgate starts no process here: what a source archive needs is known only to its build")


guard.asked = 0
sys.addaudithook(guard)
note("seen")
`;
