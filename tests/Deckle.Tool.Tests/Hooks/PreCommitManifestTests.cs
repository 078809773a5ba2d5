using System.Text.RegularExpressions;

namespace Deckle.Tool.Tests.Hooks;

/// <summary>The hooks that pre-commit users get from this repository.</summary>
public partial class PreCommitManifestTests
{
    private const string Clean = """{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""";
    private const string Dirty = """{"cells": [{"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": ""}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}""";
    private const string Broken = """{"cells": 1, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""";

    // What each hook lets pass and what not; null where names alone decide nothing.
    private static readonly Dictionary<string, (string Name, string Good, string Bad, bool Mends)> Cases = new()
    {
        ["deckle-strip"] = ("a.ipynb", Clean, Dirty, true),
        ["deckle-validate"] = ("a.ipynb", Clean, Broken, false),
        ["deckle-format"] = ("a.ipynb", "", "", false),
        ["deckle-hygiene"] = ("a.txt", "good\n", "bad  \n", true),
        ["nbstripout"] = ("a.ipynb", Clean, Dirty, true),
        ["nb-clean"] = ("a.ipynb", Clean, Dirty, true),
        ["notebook-valid"] = ("a.ipynb", Clean, Broken, false),
        ["check-added-large-files"] = ("a.bin", "small\n", new string('x', 600_000), false),
        ["check-case-conflict"] = ("A.txt", "x\n", "x\n", false),
        ["check-executables-have-shebangs"] = ("a.sh", "#!/bin/sh\n", "echo\n", false),
        ["check-json"] = ("a.json", "{}\n", "{\n", false),
        ["check-merge-conflict"] = ("a.txt", "x\n", "<<<<<<< HEAD\n", false),
        ["check-shebang-scripts-are-executable"] = ("b.sh", "echo\n", "#!/bin/sh\n", false),
        ["check-symlinks"] = ("a.link", "", "", false),
        ["check-toml"] = ("a.toml", "a = 1\n", "a =\n", false),
        ["check-yaml"] = ("a.yaml", "a: 1\n", "a: [\n", false),
        ["check-xml"] = ("a.xml", "<a/>\n", "<a>\n", false),
        ["pretty-format-json"] = ("a.json", "{\n  \"a\": 1\n}\n", "{\"a\":1}\n", false),
        ["check-illegal-windows-names"] = ("", "", "", false),
        ["detect-private-key"] = ("a.pem", "x\n", "-----BEGIN RSA PRIVATE " + "KEY-----\n", false),
        ["end-of-file-fixer"] = ("a.txt", "x\n", "x", true),
        ["fix-byte-order-marker"] = ("a.txt", "x\n", "\ufeffx\n", true),
        ["mixed-line-ending"] = ("a.txt", "x\n", "x\r\ny\nz\n", true),
        ["no-commit-to-branch"] = ("", "work", "main", false),
        ["trailing-whitespace"] = ("a.txt", "x\n", "x  \n", true),
    };

    // The arguments that a case needs.
    private static readonly Dictionary<string, string> Arguments = new() { ["check-merge-conflict"] = "--assume-in-merge" };

    public static TheoryData<string> Ids() => new(Manifest().Keys);

    [Fact]
    public void Every_hook_has_a_case() => Assert.Equal(Cases.Keys.Order(), Manifest().Keys.Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_entry_runs_as_pre_commit_would_run_it(string id)
    {
        Dictionary<string, string> hook = Manifest()[id];
        string entry = $"{hook["entry"]} {Arguments.GetValueOrDefault(id)}";
        (string name, string good, string bad, bool mends) = Cases[id];
        using HookRepository repository = await HookRepository.CreateAsync();
        await Prepare(repository, id, name, good);
        ProcessOutcome passed = await repository.Shell($"{entry} {name}");
        await Prepare(repository, id, name, bad, isBad: true);

        ProcessOutcome failed = await repository.Shell($"{entry} {(id == "check-illegal-windows-names" ? "aux.txt" : name)}");

        Assert.Equal("system", hook["language"]);
        Assert.True(passed.ExitCode == 0, passed.Transcript);
        Assert.True(failed.ExitCode == (id == "deckle-format" ? 0 : 1), failed.Transcript);
        Assert.Equal(mends, name.Length > 0 && bad.Length > 0 && repository.Read(name) != bad);
    }

    private static async Task Prepare(HookRepository repository, string id, string name, string content, bool isBad = false)
    {
        string command = id switch
        {
            "no-commit-to-branch" => $"git symbolic-ref HEAD refs/heads/{content}",
            "check-symlinks" => isBad ? "ln -sf nowhere a.link && git add a.link" : "touch there && ln -s there a.link && git add a.link",
            "check-case-conflict" => isBad ? "touch a.txt && git add a.txt" : "true",
            "check-executables-have-shebangs" => "chmod +x a.sh && git add a.sh",
            "check-illegal-windows-names" => "touch aux.txt",
            "deckle-format" => isBad ? "printf '%s' '" + Dirty + "' > a.ipynb" : "printf '%s' '" + Clean + "' > a.ipynb && deckle format a.ipynb",
            _ => "true",
        };
        if (content.Length > 0 && name.Length > 0)
        {
            await repository.Stage(name, content);
        }

        await repository.Good(command);
    }

    // A hook is a block of lines "key: value"; that all of it is what pre-commit wants is seen with pre-commit itself.
    private static Dictionary<string, Dictionary<string, string>> Manifest() =>
        File.ReadAllText(Repository.Path(".pre-commit-hooks.yaml")).Split("\n- ").Skip(1)
            .Select(hook => Line().Matches(hook).ToDictionary(line => line.Groups["key"].Value, line => line.Groups["value"].Value))
            .ToDictionary(hook => hook["id"]);

    [GeneratedRegex("^ *(?<key>[a-z_]+): (?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
