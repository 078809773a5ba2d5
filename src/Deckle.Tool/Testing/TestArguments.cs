using System.CommandLine;
using System.Globalization;
using System.Text;
using Deckle.Comparing;
using Deckle.Json;
using Deckle.Kernels.Sandboxing;
using Deckle.Tool.HostTools;
using Deckle.Tool.Running;
using Deckle.Tool.Sandboxing;
using Deckle.Tool.Settings;
using Deckle.Tool.Rendering.Images;
using CompareOptions = Deckle.Comparing.CompareOptions;

namespace Deckle.Tool.Testing;

/// <summary>The options that say how notebooks are tested. nbval's names for them are aliases.</summary>
internal sealed class TestArguments
{
    // Differences of antialiasing between versions of a renderer are about so large.
    private const double PixelTolerance = 0.1;

    private const string CurrentEnv = "test.current-env";

    private readonly ParameterOptions parameters = new();
    private readonly RemoteOptions remote = new();
    private readonly SandboxOptions sandbox = new();
    private readonly HostToolOptions hostTools = new();
    private readonly Option<bool> strict = new("--nbval") { Description = "Compare the outputs of every cell that is not marked otherwise; the default." };
    private readonly Option<bool> lax = new("--lax", "--nbval-lax") { Description = "Compare only the outputs of cells marked NBVAL_CHECK_OUTPUT; errors count all the same." };
    private readonly Option<string?> sanitize = new("--sanitize-with", "--nbval-sanitize-with") { Description = "A file of lines 'regex: ' and 'replace: ': what is replaced in texts before they are compared.", HelpName = "FILE" };
    private readonly Option<string[]> ignore = new("--ignore", "--skip-compare") { Description = "Do not compare a stream (stderr) or media type (text/html). Repeatable.", HelpName = "KEY" };
    private readonly Option<double?> rtol = new("--rtol") { Description = "How far numbers in texts may differ, relative to the expected one.", HelpName = "NUMBER" };
    private readonly Option<double?> atol = new("--atol") { Description = "How far numbers in texts may differ, absolutely.", HelpName = "NUMBER" };
    private readonly Option<bool> tables = new("--tables-by-cell") { Description = "Compare HTML tables by the text of their cells; with a tolerance that is so anyway." };
    private readonly Option<bool> addresses = new("--ignore-addresses") { Description = "Take addresses such as <object at 0x7f3c> for equal." };
    private readonly Option<bool> images = new("--compare-images", "--nbdime") { Description = "Compare PNG and JPEG pictures too, by what is seen of their pixels." };
    private readonly Option<double?> imageTolerance = new("--image-tolerance") { Description = "The difference of a pixel that is not seen, 0 to 1, by default 0.1; compares pictures.", HelpName = "NUMBER" };
    private readonly Option<string?> kernel = new("--kernel", "--nbval-kernel-name") { Description = "The kernel's name; by default the one the notebook names, else one of its language.", HelpName = "NAME" };
    private readonly Option<bool> currentEnv = new("--current-env", "--nbval-current-env") { Description = "Run on the Python of the active environment, whatever the notebook names." };
    private readonly Option<double?> cellTimeout = new("--cell-timeout", "--nbval-cell-timeout", "--execution-timeout", "--timeout") { Description = "Seconds a cell may run, by default 2000; a tag timeout=SECONDS sets it for one cell.", HelpName = "SECONDS" };
    private readonly Option<double?> startTimeout = new("--start-timeout", "--nbval-kernel-startup-timeout") { Description = "Seconds the kernel may take to start, by default 60.", HelpName = "SECONDS" };
    private readonly Option<string?> cwd = new("--cwd") { Description = "The kernel's working folder; by default the notebook's." };
    private readonly Option<bool> warm = new("--warm") { Description = "Fork kernels from a warm process, which is started when there is none; the default for several notebooks." };
    private readonly Option<bool> noWarm = new("--no-warm") { Description = "Start kernels from nothing, even where a warm process runs." };
    private readonly Option<int> repeat = new("--repeat") { Description = "Run each notebook N times; a cell that passes and fails is flaky.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> update = new("--update") { Description = "Accept outputs that differ into the notebook; nothing else in it changes." };
    private readonly Option<string?> against = new("--against") { Description = "Compare with the outputs of an executed notebook; run nothing.", HelpName = "EXECUTED" };
    private readonly Option<string?> outputDir = new("--output-dir") { Description = "Leave the executed notebooks in a folder." };
    private readonly Option<string?> report = new("--report") { Description = "Leave pictures that differ in a folder: expected, actual, difference.", HelpName = "DIR" };
    private readonly AttachedOption coverage = new("--cov", "[=SOURCE]", "Measure coverage in Python kernels, of a package or folder; then: coverage combine.");
    private readonly Option<string?> coverageConfig = new("--cov-config") { Description = "coverage.py's settings.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[strict, lax, sanitize, ignore, rtol, atol, tables, addresses, images, imageTolerance])
        {
            command.Add(option);
        }

        parameters.AddTo(command);
        remote.AddTo(command);
        sandbox.AddTo(command);
        hostTools.AddTo(command);
        foreach (Option option in (ReadOnlySpan<Option>)
            [
                kernel, currentEnv, cellTimeout, startTimeout, cwd, warm, noWarm, repeat, update, against, outputDir, report, coverage, coverageConfig,
            ])
        {
            command.Add(option);
        }
    }

    /// <param name="settings">Those of the current folder, with the options among them.</param>
    /// <exception cref="DeckleException">A value is not what its option takes.</exception>
    public TestOptions Read(ParseResult parsed, SettingSet settings, int notebooks)
    {
        bool usesActivePython = settings.IsOn(CurrentEnv) && (parsed.GetValue(kernel) is null || settings[CurrentEnv].Origin == SettingOrigin.Option);
        if (usesActivePython && parsed.GetValue(kernel) is not null)
        {
            throw TestErrors.Contradiction("--current-env", "--kernel");
        }

        if (parsed.GetValue(against) is not null && notebooks != 1)
        {
            throw new DeckleException("usage", "--against compares one notebook", "name one notebook");
        }

        int runs = parsed.GetValue(repeat);
        string? file = parsed.GetValue(sanitize) ?? settings.Text("test.sanitize-with");
        OutputSanitizer sanitizer = file is null ? OutputSanitizer.None : OutputSanitizer.Parse(Text(file), file);
        SanitizerUse? use = file is null ? null : new SanitizerUse(file, sanitizer);
        bool measures = coverage.Read(parsed) is not null;
        SandboxProfile? walls = sandbox.Read(parsed);
        return new TestOptions
        {
            Run = new RunRequest
            {
                Input = "",
                Parameters = parameters.Read(parsed),
                HostTools = hostTools.Read(parsed),
                Kernel = usesActivePython ? null : settings.Text("test.kernel"),
                Remote = remote.Read(parsed),
                Folder = parsed.GetValue(cwd),
                Sandbox = walls,
                CellTimeout = Seconds(settings["test.cell-timeout"]),
                StartTimeout = Seconds(settings["test.start-timeout"]),
                Warm = WarmOf(parsed.GetValue(warm), parsed.GetValue(noWarm), isMany: (long)notebooks * runs > 1 && walls is null, measures),
            },
            Compare = Comparison(settings, parsed, sanitizer) with { OnSanitized = use is null ? null : use.Take },
            Sanitizing = use,
            // --nbval and --nbval-lax together are lax; --nbval alone goes before the settings.
            IsLax = parsed.GetValue(lax) || (settings.IsOn("test.lax") && !parsed.GetValue(strict)),
            Images = Pictures(settings),
            UsesActivePython = usesActivePython,
            IsUpdating = parsed.GetValue(update),
            Repeat = runs >= 1 ? runs : throw TestErrors.NotInRange("--repeat", runs.ToString(CultureInfo.InvariantCulture), "a number from 1"),
            Against = parsed.GetValue(against),
            OutputFolder = parsed.GetValue(outputDir),
            ReportFolder = parsed.GetValue(report),
            Coverage = coverage.Read(parsed) is { } source ? new KernelCoverage(source.Length == 0 ? null : source, parsed.GetValue(coverageConfig)) : null,
        };
    }

    private CompareOptions Comparison(SettingSet settings, ParseResult parsed, OutputSanitizer sanitizer) => new()
    {
        SkippedKeys = CompareOptions.DefaultSkippedKeys.Concat(settings.Texts("test.ignore") ?? []).ToHashSet(StringComparer.Ordinal),
        Sanitizer = sanitizer,
        Rtol = Within(settings["test.rtol"], 1) ?? 0,
        Atol = Within(settings["test.atol"], double.MaxValue) ?? 0,
        TablesByCell = parsed.GetValue(tables),
        IgnoreAddresses = parsed.GetValue(addresses),
        Images = Pictures(settings) is { } pictures ? pictures.Compare : null,
    };

    private static ImageComparison? Pictures(SettingSet settings) => Within(settings["test.image-tolerance"], 1) is { } tolerance
        ? new ImageComparison(tolerance)
        : settings.IsOn("test.compare-images") ? new ImageComparison(PixelTolerance) : null;

    private static string Text(string file) => Encoding.UTF8.GetString(NotebookInput.Read(file).Span);

    private static WarmUse WarmOf(bool warm, bool noWarm, bool isMany, bool measures) => (warm, noWarm) switch
    {
        (true, true) => throw TestErrors.Contradiction("--warm", "--no-warm"),
        (true, _) => WarmUse.On,
        (_, true) => WarmUse.Off,

        // What a warm process has imported is not measured.
        _ when measures => WarmUse.Off,

        // Many kernels are worth a warm process; where there can be none they start cold, and nothing needs to be said.
        _ => isMany ? WarmUse.Auto : WarmUse.Ready,
    };

    private static TimeSpan Seconds(SettingValue setting) => Number(setting) is { } seconds and > 0 and < 1e9
        ? TimeSpan.FromSeconds(seconds)
        : throw TestErrors.NotInRange(setting.Place, $"{setting.Value}", "seconds above zero");

    private static double? Within(SettingValue setting, double most) => Number(setting) is not { } value ? null
        : value >= 0 && value <= most ? value
        : throw TestErrors.NotInRange(setting.Place, $"{setting.Value}", string.Create(CultureInfo.InvariantCulture, $"a number from 0 to {most}"));

    private static double? Number(SettingValue setting) => (setting.Value as JsonNumber)?.ToDouble();
}
