using System.Globalization;
using Deckle.Json;
using Deckle.Kernels;
using Deckle.Kernels.Specs;
using Deckle.Parameters;
using Deckle.Stores;
using Deckle.Secrets;
using Deckle.Selecting;
using Deckle.Tool.Commands;

namespace Deckle.Tool.Running;

/// <summary>A notebook that is ready to run: read, upgraded, freed from the traces of its last run, with its parameters.</summary>
/// <param name="Input">The path with its parameters filled in.</param>
/// <param name="Output">The path with its parameters filled in; null for none.</param>
internal sealed record PreparedNotebook(Notebook Notebook, string Input, string? Output, IReadOnlyList<string> Warnings)
{
    /// <summary>What is done with each cell.</summary>
    public required CellPlan Plan { get; init; }

    /// <summary>The secrets and where they belong; null without any.</summary>
    public SecretInjection? Secrets { get; init; }

    /// <summary>The run that this one continues; null for none.</summary>
    public Resumption? Resumption { get; init; }

    // The version of papermill whose metadata these are: what its readers go by.
    private const string PapermillVersion = "2.6.0";

    private const string InputPath = "PAPERMILL_INPUT_PATH";
    private const string OutputPath = "PAPERMILL_OUTPUT_PATH";

    /// <param name="read">Reads the input's bytes by its path.</param>
    /// <param name="run">What paths may say of the run.</param>
    public static PreparedNotebook Prepare(RunRequest request, RunIdentity run, Func<string, ReadOnlyMemory<byte>> read)
    {
        JsonObject parameters = request.Parameters;
        parameters = request.InjectOutputPath && request.Output is { } output ? Before(OutputPath, StoreAddress.Redact(output), parameters) : parameters;
        parameters = request.InjectInputPath ? Before(InputPath, StoreAddress.Redact(request.Input), parameters) : parameters;
        string inputPath = PathTemplate.Format(request.Input, parameters, run);
        string? outputPath = request.Output is null ? null : PathTemplate.Format(request.Output, parameters, run);

        Notebook notebook = ErrorMarkers.Remove(Read(inputPath, read));
        CellPlan plan = CellPlanner.Plan(notebook, request.Selection);
        Injection injection = ParameterInjector.Inject(notebook, parameters, new InjectOptions
        {
            KernelName = request.Kernel,
            Language = request.Language,
            ReportMode = request.ReportMode,
            Strict = request.Strict,
            GivenOtherwise = request.SecretNames,
            Undeclared = [.. request.InjectInputPath ? [InputPath] : Array.Empty<string>(), .. request.InjectOutputPath ? [OutputPath] : Array.Empty<string>()],
        });
        plan = injection.Notebook.Cells.Count > notebook.Cells.Count ? plan.Insert(injection.CellIndex!.Value) : plan;
        notebook = injection.Notebook;
        if (request.Style == MetadataStyle.Papermill)
        {
            return new PreparedNotebook(LikePapermill(notebook, inputPath, outputPath, parameters, injection.CellIndex), inputPath, outputPath, injection.Warnings) { Plan = plan };
        }

        SecretInjection? secrets = SecretInjector.Inject(notebook, request.Secrets, request.Kernel, request.Language);
        JsonObject papermill = JsonObject.Of(
            ("default_parameters", JsonObject.Empty),
            ("environment_variables", JsonObject.Empty),
            ("input_path", StoreAddress.Redact(inputPath)),
            ("output_path", outputPath is null ? JsonNull.Value : new JsonString(StoreAddress.Redact(outputPath))),
            ("parameters", Finite(parameters)),
            ("version", PapermillVersion));
        JsonObject deckle = JsonObject.Of(("version", VersionCommand.Version));
        deckle = request.SecretNames.Count == 0 ? deckle : deckle.With("secrets", JsonArray.From(request.SecretNames));
        notebook = notebook.WithMetadata(notebook.Metadata.With("papermill", papermill).With("deckle", deckle));
        IEnumerable<string> shown = request.Secrets.Where(secret => !secret.IsRedacted).Select(secret =>
            string.Create(CultureInfo.InvariantCulture, $"the secret {secret.Name} has fewer than {Secret.ShortestRedacted} characters and is not redacted"));
        return new PreparedNotebook(notebook, inputPath, outputPath, [.. injection.Warnings, .. shown]) { Plan = plan, Secrets = secrets };
    }

    /// <summary>The metadata as papermill prepares it: what an earlier run wrote stays until it is written again, its version included.</summary>
    private static Notebook LikePapermill(Notebook notebook, string inputPath, string? outputPath, JsonObject parameters, int? injected)
    {
        JsonObject papermill = notebook.Metadata.Get<JsonObject>("papermill") ?? JsonObject.Of(
            ("default_parameters", JsonObject.Empty), ("environment_variables", JsonObject.Empty), ("parameters", JsonObject.Empty), ("version", PapermillVersion));
        papermill = parameters.Count == 0 ? papermill : papermill.With("parameters", Finite(parameters));
        papermill = papermill.With("input_path", inputPath).With("output_path", outputPath is null ? JsonNull.Value : new JsonString(outputPath));

        // What a run of ours said would not be true of this one.
        return notebook.WithMetadata(notebook.Metadata.Without("deckle").With("papermill", papermill)).WithCells(notebook.Cells.Select((cell, index) =>
        {
            JsonObject metadata = cell.Metadata.Without("deckle");
            metadata = metadata.Has("tags") ? metadata : metadata.With("tags", JsonArray.Empty);
            return cell.WithMetadata(metadata.Has("papermill") || index == injected ? metadata : metadata.With("papermill", JsonObject.Empty));
        }));
    }

    /// <summary>The same with the kernel it will run on, and why that one.</summary>
    /// <param name="isAsked">Whether the user chose the kernel; the notebook then names it from now on.</param>
    public PreparedNotebook On(KernelChoice choice, bool isAsked)
    {
        JsonObject metadata = Notebook.Metadata;
        JsonObject deckle = metadata.Get<JsonObject>("deckle")!.With("kernel", Describe(choice));
        metadata = metadata.With("deckle", deckle);
        if (isAsked || !metadata.Has("kernelspec"))
        {
            metadata = metadata.With("kernelspec", JsonObject.Of(
                ("display_name", choice.Spec.DisplayName), ("language", choice.Spec.Language), ("name", choice.Spec.Name)));
        }

        return this with { Notebook = Notebook.WithMetadata(metadata) };
    }

    /// <summary>The same with one more thing that is told in <c>metadata.deckle</c>.</summary>
    public PreparedNotebook With(string key, JsonValue value) =>
        this with { Notebook = Notebook.WithMetadata(Notebook.Metadata.With("deckle", Notebook.Metadata.Get<JsonObject>("deckle")!.With(key, value))) };

    public static JsonObject Describe(KernelChoice choice)
    {
        JsonObject kernel = JsonObject.Of(("name", choice.Spec.Name), ("language", choice.Spec.Language), ("reason", choice.Reason), ("where", choice.Spec.Where));
        return choice is { IsSubstitute: true, Requested: { } requested } ? kernel.With("requested", requested) : kernel;
    }

    private static Notebook Read(string path, Func<string, ReadOnlyMemory<byte>> read)
    {
        ReadOnlyMemory<byte> bytes = read(path);
        try
        {
            return NotebookUpgrader.Upgrade(ScriptInput.Decode(path, bytes));
        }
        catch (DeckleException e)
        {
            throw InFile(path, e);
        }
    }

    /// <summary>The error with the file it is about.</summary>
    public static DeckleException InFile(string path, DeckleException error)
    {
        string name = path == "-" ? "stdin" : StoreAddress.Redact(path);
        return new DeckleException(error.Code, $"{name}: {error.Message}", error.Help?.Replace("FILE", name, StringComparison.Ordinal), error) { Facts = error.Facts, Kind = error.Kind };
    }

    // The paths come first, as papermill has them: a parameter of the same name overrides them.
    private static JsonObject Before(string name, string value, JsonObject parameters) =>
        JsonObject.From([new JsonMember(name, value), .. parameters]);

    /// <summary>Numbers that JSON has no word for would make the notebook unreadable elsewhere; here they are only told.</summary>
    private static JsonObject Finite(JsonObject parameters) =>
        JsonObject.From(parameters.Select(member => member with { Value = Finite(member.Value) }));

    private static JsonValue Finite(JsonValue value) => value switch
    {
        JsonNumber { IsInteger: false } number when !double.IsFinite(number.ToDouble()) => new JsonString(number.Canonical),
        JsonArray items => JsonArray.From(items.Select(Finite)),
        JsonObject members => Finite(members),
        _ => value,
    };
}
