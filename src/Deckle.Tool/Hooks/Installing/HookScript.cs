using System.Text.RegularExpressions;
using Deckle.Tool.Git;

namespace Deckle.Tool.Hooks.Installing;

/// <summary>The hook of git that is installed: POSIX shell, which needs nothing but the program.</summary>
/// <param name="Type">Which hook of git it is.</param>
/// <param name="Former">The name of the hook that was there before, in the same folder; null for none.</param>
/// <param name="RunsFormer">Whether that one runs first.</param>
internal sealed partial record HookScript(string Type, string? Former, bool RunsFormer)
{
    private const string Mark = "# Written by `deckle hook install`; `deckle hook uninstall` takes it away.";

    /// <summary>The script that a file is; null for a file of somebody else.</summary>
    public static HookScript? Parse(string type, string text)
    {
        if (!text.Contains(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        string former = FormerLine().Match(text).Groups["name"].Value;
        return new HookScript(type, former.Length > 0 ? former : null, !text.Contains("\nruns_former=no\n", StringComparison.Ordinal));
    }

    /// <param name="program">Where the program is now.</param>
    public string Text(string program) => $$"""
        #!/bin/sh
        {{Mark}}
        deckle={{ShellWord.InQuotes(program)}}
        former={{ShellWord.InQuotes(Former ?? "")}}
        runs_former={{(RunsFormer ? "yes" : "no")}}

        here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
        status=0
        {{ReadInput}}
        # Another installer may have renamed this file to what it calls the former one: it would run itself.
        if [ "$runs_former" = yes ] && [ -n "$former" ] && [ -x "$here/$former" ] && [ "${0##*/}" != "$former" ]; then
            {{PassInput}}"$here/$former" "$@" || status=$?
        fi

        if [ ! -x "$deckle" ]; then
            if ! deckle=$(command -v deckle); then
                echo {{ShellWord.InQuotes($"{Type}: deckle is not at {program} and not on PATH.")}} >&2
                echo "Install it, or take this hook away: rm '$here/${0##*/}'. To go on without checks, once: git ... --no-verify" >&2
                exit 1
            fi
        fi

        {{PassInput}}"$deckle" hook run --hook-stage {{Type}}{{Arguments}} || status=$?
        exit "$status"

        """;

    // Git tells a pre-push hook on stdin what is pushed, and both hooks want to read it.
    private string ReadInput => Type == HookStages.Push ? "refs=$(cat)\ntell() { [ -z \"$refs\" ] || printf '%s\\n' \"$refs\"; }\n" : "";

    private string PassInput => Type == HookStages.Push ? "tell | " : "";

    private string Arguments => Type switch
    {
        HookStages.Push => " --remote-name \"$1\" --remote-url \"$2\"",
        "commit-msg" or "prepare-commit-msg" => " --commit-msg-filename \"$1\"",
        _ => "",
    };

    [GeneratedRegex(@"^former='(?<name>[^'\n]*)'$", RegexOptions.Multiline)]
    private static partial Regex FormerLine();
}
