#!/usr/bin/env python3
"""The man page and the shell completion, made of what the program says of itself: `altiplano --help` and that of each
command, so that neither tells of an option that is not there.

from_help.py PROGRAM man|bash VERSION >FILE
"""
import re
import subprocess
import sys


# What people may set; help does not tell of it.
ENVIRONMENT = [
    ("LANGUAGE, LC_ALL, LC_MESSAGES, LANG", "The window's language; the first one that is set counts."),
    ("XDG_DATA_HOME", "The folder in which the data directory is, ~/.local/share where it is not set."),
    ("DISPLAY, WAYLAND_DISPLAY, QT_QPA_PLATFORM",
     "Where the window is shown; without any of them the conversation starts in the terminal."),
    ("ALTIPLANO_VULKAN_LIBRARY", "Another Vulkan loader than libvulkan.so.1."),
    ("ALTIPLANO_VALIDATION", "1 runs Vulkan's validation layers, and says at the end what they found."),
]


def help_of(program, *words):
    return subprocess.run([program, *words, "--help"], check=True, capture_output=True, text=True).stdout


def commands_of(text):
    """Names and what they do, from the list in the middle of the program's help."""
    return re.findall(r"^  ([a-z]+) {2,}(.+)$", text, re.MULTILINE)


def parts_of(text):
    """Usage, what the command does, options with what they do, the example."""
    usage, _, rest = text.partition("\n")
    before, _, after = rest.partition("\nExample:\n")
    description, options = [], []
    for line in before.splitlines():
        option = re.match(r"^  (--[a-z-]+)((?: \S+)?)(?: {2,}(.*))?$", line)
        if option:
            options.append([option[1], option[2].strip(), option[3] or ""])
        elif options and line.startswith("      "):
            options[-1][2] = (options[-1][2] + " " + line.strip()).strip()
        elif line.strip():
            description.append(line.strip())
    return usage, " ".join(description), options, after.strip()


def roff(text):
    return re.sub(r"^([.'])", r"\\&\1", text.replace("\\", "\\e").replace("-", "\\-"), flags=re.MULTILINE)


def option_lines(options):
    for name, value, meaning in options:
        yield ".TP"
        yield f".B {roff(name)}" if not value else f".BI {roff(name)} \" {roff(value)}\""
        yield roff(meaning) or "\\&"


def man(program, version):
    top = help_of(program)
    lines = [
        f'.TH ALTIPLANO 1 "" "altiplano {version}" "User Commands"',
        ".SH NAME",
        "altiplano \\- conversations with a LLaMA model on this computer",
        ".SH SYNOPSIS",
        ".B altiplano",
        "[\\fIMODEL.gguf\\fR] [\\fIOPTIONS\\fR]",
        ".br",
        ".B altiplano",
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        "Without a command, a window in which people talk with a language model that runs on their own machine: on a",
        "graphics card by Vulkan, or on the processor. Nothing that is written leaves the machine.",
    ]
    _, description, options, _ = parts_of(help_of(program, "--data-dir", "."))
    options += [["--help", "", "says what there is, and ends"], ["--version", "", "says which version this is, and ends"]]
    lines += [".SH OPTIONS OF THE WINDOW", *option_lines(options)]
    lines.append(".SH COMMANDS")
    for name, _ in commands_of(top):
        usage, description, options, example = parts_of(help_of(program, name))
        lines += [f".SS {roff(usage)}", roff(description), *option_lines(options)]
        if example:
            lines += [".PP", "Example:", ".PP", ".nf", ".RS", *(roff(line.strip()) for line in example.splitlines()),
                      ".RE", ".fi"]
    lines += [
        ".SH FILES",
        ".TP",
        ".I ~/.local/share/altiplano",
        "Conversations, settings, models, and what was computed of the last conversations.",
        ".SH ENVIRONMENT",
        *(line for name, meaning in ENVIRONMENT for line in (".TP", f".B {roff(name)}", roff(meaning))),
        ".SH EXIT STATUS",
        "0, or 1 after an error, which is said on standard error in one line, or 2 for words that mean nothing here.",
    ]
    return "\n".join(lines) + "\n"


def bash(program, _version):
    commands = [name for name, _ in commands_of(help_of(program))]
    cases = []
    for name in commands:
        options = parts_of(help_of(program, name))[2]
        names = " ".join(option for option, _, _ in options)
        cases.append(f"        {name}) words='{names} --help' ;;")
    # A choice of words can be completed too; of a numbered device, the first.
    values = {}
    for name in commands:
        for option, value, _ in parts_of(help_of(program, name))[2]:
            words = [re.sub(":N$", ":0", word) for word in value.split("|")]
            if len(words) > 1 and all(re.fullmatch(r"[a-z0-9_:-]+", word) for word in words):
                values[f"{name} {option}"] = " ".join(words)
    choices = "\n".join(f"        '{key}') _altiplano_values '{words}'; return ;;"
                        for key, words in sorted(values.items()))
    window = "--data-dir --demo --help --version"
    return f"""# bash completion for altiplano, made from its own help
_altiplano_values() {{
    # A colon ends a word for bash: what stands before it is typed already, and is not to come again.
    local typed=$word
    if [[ $word == : ]]; then typed=$before:; elif [[ $colon == : ]]; then typed=$before:$word; fi
    COMPREPLY=($(compgen -W "$1" -- "$typed"))
    if [[ $typed == *:* && $COMP_WORDBREAKS == *:* && $typed != "$word" ]]; then
        COMPREPLY=("${{COMPREPLY[@]#*:}}")
    fi
}}
_altiplano() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} words= colon= option
    option=$before
    if [[ $word == : ]]; then
        option=${{COMP_WORDS[COMP_CWORD-2]}}
    elif [[ $before == : && $COMP_CWORD -gt 2 ]]; then
        colon=: before=${{COMP_WORDS[COMP_CWORD-2]}} option=${{COMP_WORDS[COMP_CWORD-3]}}
    fi
    COMPREPLY=()
    case "${{COMP_WORDS[1]}} $option" in
{choices}
    esac
    if ((COMP_CWORD == 1)); then
        words='{" ".join(commands)} help {window}'
    else
        case ${{COMP_WORDS[1]}} in
            help) words='{" ".join(commands)}'; COMPREPLY=($(compgen -W "$words" -- "$word")); return ;;
            *.gguf|-*) words='{window}' ;;
{chr(10).join("    " + case for case in cases)}
        esac
    fi
    if [[ $word == -* || $COMP_CWORD == 1 ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$word"))
    fi
    if [[ $word != -* ]]; then
        compopt -o filenames
        COMPREPLY+=($(compgen -f -- "$word"))
    fi
}}
complete -F _altiplano altiplano
"""


if __name__ == "__main__":
    program, kind, version = sys.argv[1:]
    sys.stdout.write({"man": man, "bash": bash}[kind](program, version))
