using Deckle.Json;

namespace Deckle.Tool.Mcp.Prompts;

/// <summary>Every prompt there is.</summary>
internal static class PromptCatalog
{
    private static readonly PromptParameter Path = new("path", "The notebook, from the server's folder.");

    public static IReadOnlyList<McpPrompt> All { get; } =
    [
        new(
            "propose_change",
            "Propose a change to a notebook",
            "Change a copy of a notebook, prove that it runs, and show the difference.",
            [Path, new("change", "What is to be different.")],
            given => $"""
                Propose this change to the notebook {given.GetText("path")}: {given.GetText("change")}

                1. Read it: notebook_outline, then only the cells that matter with cell_read.
                2. Copy it: notebook_create with copy_of, next to it, with the ending .proposal.ipynb. The original stays as it is.
                3. Edit the copy with notebook_edit, by cell id, with the revision that you read.
                4. Run the copy with notebook_run and read what failed or changed with run_results.
                5. Compare with notebook_diff and report: what changed and why, whether it runs, which outputs differ. Do not replace the original unless asked to.
                """),
        new(
            "validate_notebook",
            "Validate a notebook",
            "Whether a notebook is well-formed, runs from top to bottom and gives what it shows.",
            [Path],
            given => $"""
                Validate the notebook {given.GetText("path")}.

                1. notebook_validate: is it well-formed?
                2. notebook_outline: are there cells that ran out of order, or are stale?
                3. notebook_test: does a clean rerun give the same outputs?
                Report each finding with its cell id, what is wrong and a proposed fix. Change nothing.
                """),
        new(
            "report_run",
            "Report on a run",
            "What a run did, what failed, and what it found.",
            [new("run_id", "The run, as notebook_run or runs_list gave it.")],
            given => $"""
                Report on the run {given.GetText("run_id")}.

                1. run_status: did it complete? Otherwise in which cell did it stop, and why?
                2. scraps_read and run_results: which values and outputs did it give? Read only what the report needs.
                3. Where there is an earlier run of the same notebook (runs_list), runs_compare: what changed since?
                Write at most ten lines: the outcome first, then the numbers that matter, then what to do next.
                """),
    ];

    /// <exception cref="DeckleException"><c>argument-invalid</c>.</exception>
    public static McpPrompt Find(string name) => All.FirstOrDefault(prompt => prompt.Name == name) ?? throw McpErrors.NoPrompt(name, All.Select(prompt => prompt.Name));

    /// <summary>Its first message.</summary>
    /// <exception cref="DeckleException"><c>argument-invalid</c>: an argument is missing.</exception>
    public static string Text(McpPrompt prompt, JsonObject arguments) =>
        prompt.Arguments.FirstOrDefault(argument => argument.IsRequired && string.IsNullOrEmpty(arguments.GetText(argument.Name))) is { } missing
            ? throw McpErrors.Argument($"{prompt.Name}: the argument '{missing.Name}' is missing", $"give {missing.Name}: {missing.Description}")
            : prompt.Text(arguments);
}
