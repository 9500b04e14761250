"""Runs a command on a terminal of its own: on_a_terminal.py ANSWER COMMAND...  The answer is typed at the first "?"."""
import fcntl, os, pty, struct, sys, termios

answer, command = sys.argv[1], sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
output = b""
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:  # the other side is closed
        break
    if not chunk:
        break
    output += chunk
    if answer and b"?" in output and (b"y/N" in output or b"Y/n" in output):
        os.write(terminal, answer.encode().decode("unicode_escape").encode())
        answer = ""
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(output)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
