using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Tests.Specs;

public sealed class KernelSpecsTests : IDisposable
{
    private const string UserFolder = "home/.local/share/jupyter";

    private readonly FakeMachine machine = new();

    public void Dispose() => machine.Dispose();

    [Fact]
    public void Folders_are_searched_in_the_order_of_jupyter()
    {
        machine.Python("opt/python");
        machine["PATH"] = machine.At("opt/python/bin");
        machine["JUPYTER_PATH"] = $"{machine.At("first")}/:{machine.At("second")}";

        string[] folders = [.. machine.Specs.Folders.Select(folder => Path.GetRelativePath(machine.Root, folder.Path))];

        Assert.Equal(
            [
                "first/kernels",
                "second/kernels",
                "home/.local/share/jupyter/kernels",
                "opt/python/share/jupyter/kernels",
                "usr/local/share/jupyter/kernels",
                "usr/share/jupyter/kernels",
                "home/.ipython/kernels",
            ],
            folders);
    }

    [Theory]
    [InlineData("JUPYTER_DATA_DIR", "data", "data/kernels")]
    [InlineData("XDG_DATA_HOME", "xdg", "xdg/jupyter/kernels")]
    [InlineData("IPYTHONDIR", "ipy", "ipy/kernels")]
    [InlineData("PYTHONUSERBASE", "base", "base/share/jupyter/kernels")]
    public void A_variable_moves_its_folder(string variable, string value, string expected)
    {
        machine[variable] = machine.At(value);

        Assert.Contains(machine.At(expected), machine.Specs.Folders.Select(folder => folder.Path));
    }

    [Fact]
    public void An_empty_variable_is_no_variable()
    {
        machine["JUPYTER_DATA_DIR"] = "";

        Assert.Equal(machine.At($"{UserFolder}/kernels"), machine.Specs.Folders[0].Path);
    }

    [Fact]
    public void The_users_folder_on_macos_is_in_the_library()
    {
        var specs = new KernelSpecs(machine.Search with { IsMacOS = true });

        Assert.Equal(machine.At("home/Library/Jupyter/kernels"), specs.Folders[0].Path);
    }

    [Theory]
    [InlineData(null, "project/.venv")]
    [InlineData("0", UserFolder)]
    [InlineData("False", UserFolder)]
    [InlineData("1", "project/.venv")]
    public void A_virtual_environment_comes_before_the_user_unless_jupyter_is_told_otherwise(string? wish, string expected)
    {
        machine.Venv("project/.venv");
        machine.Kernel("project/.venv/share/jupyter", "python3");
        machine.Kernel(UserFolder, "python3");
        if (wish is not null)
        {
            machine["JUPYTER_PREFER_ENV_PATH"] = wish;
        }

        Assert.StartsWith(machine.At(expected), machine.Specs.Find("python3")!.ResourceDirectory, StringComparison.Ordinal);
    }

    [Fact]
    public void The_machines_python_comes_before_the_user_only_when_jupyter_is_told_so()
    {
        machine.Python("opt/python");
        machine["PATH"] = machine.At("opt/python/bin");
        machine.Kernel("opt/python/share/jupyter", "k", title: "environment");
        machine.Kernel(UserFolder, "k", title: "user");

        string usual = machine.Specs.Find("k")!.DisplayName;
        machine["JUPYTER_PREFER_ENV_PATH"] = "yes";
        string told = machine.Specs.Find("k")!.DisplayName;

        Assert.Equal(("user", "environment"), (usual, told));
    }

    [Fact]
    public void The_first_of_a_name_wins_and_names_have_no_case()
    {
        machine.Kernel(UserFolder, "My-Kernel", title: "mine");
        machine.Kernel("usr/share/jupyter", "my-kernel", title: "theirs");

        KernelSpecs specs = machine.Specs;

        Assert.Equal("mine", specs.Find("MY-kernel")!.DisplayName);
        Assert.Equal("my-kernel", Assert.Single(specs.All).Name);
    }

    [Fact]
    public void Everything_in_kernel_json_is_read()
    {
        string path = machine.Kernel(UserFolder, "full", """
            {"argv": ["prog", "{connection_file}"], "display_name": "Full", "language": "tcl", "interrupt_mode": "Message",
             "env": {"A": "${HOME}/x"}, "metadata": {"debugger": true}, "kernel_protocol_version": "5.6", "mimetype": "text/x-tcl"}
            """);

        KernelSpec spec = machine.Specs.Find("full")!;

        Assert.Equal(["prog", "{connection_file}"], spec.Argv);
        Assert.Equal(("Full", "tcl", InterruptMode.Message, "5.6"), (spec.DisplayName, spec.Language, spec.InterruptMode, spec.KernelProtocolVersion));
        Assert.Equal("${HOME}/x", spec.Env["A"]);
        Assert.True(spec.Metadata.Has("debugger"));
        Assert.Equal("text/x-tcl", spec.Json.GetText("mimetype"));
        Assert.Equal(path, spec.Where);
        Assert.Equal("user", spec.Origin.How);
    }

    [Fact]
    public void What_may_be_missing_has_the_defaults_of_jupyter()
    {
        machine.Kernel(UserFolder, "bare", """{"argv": ["prog"], "env": null}""");

        KernelSpec spec = machine.Specs.Find("bare")!;

        Assert.Equal(("bare", "", InterruptMode.Signal), (spec.DisplayName, spec.Language, spec.InterruptMode));
        Assert.Empty(spec.Env);
        Assert.Empty(spec.Metadata);
        Assert.Null(spec.ForeignProvisioner);
    }

    [Theory]
    [InlineData("{\"argv\": [\"a\"],\n \"env\": {\"A\": 1}}", "2:15: 'env.A' must be a string")]
    [InlineData("{\"argv\": [\"a\"]", "1:15: not JSON: expected ',' or '}'")]
    [InlineData("{\"argv\": []}", "1:10: 'argv' names no program")]
    [InlineData("{\"argv\": \"python\"}", "1:10: 'argv' must be a list of strings")]
    [InlineData("{\"argv\": [\"a\",\n  2]}", "2:3: 'argv' must be a list of strings")]
    [InlineData("{}", "1:1: 'argv', the command line, is missing")]
    [InlineData("[]", "1:1: a kernelspec must be an object")]
    [InlineData("{\"argv\": [\"a\"], \"interrupt_mode\": \"maybe\"}", "1:35: 'interrupt_mode' must be 'signal' or 'message'")]
    [InlineData("{\"argv\": [\"a\"], \"metadata\": []}", "1:29: 'metadata' must be an object")]
    public void A_broken_kernel_json_is_told_with_its_place_and_harms_no_other(string json, string expected)
    {
        string path = machine.Kernel(UserFolder, "broken", json);
        machine.Kernel(UserFolder, "whole");

        KernelSpecs specs = machine.Specs;

        Assert.Equal("whole", Assert.Single(specs.All).Name);
        Assert.Equal($"{path}:{expected}", Assert.Single(specs.Problems).ToString());
    }

    [Fact]
    public void A_folder_whose_name_is_no_kernel_name_is_told()
    {
        machine.Kernel(UserFolder, "my kernel");

        Assert.Contains("cannot name a kernel", Assert.Single(machine.Specs.Problems).What, StringComparison.Ordinal);
        Assert.Empty(machine.Specs.All);
    }

    [Fact]
    public void A_folder_without_kernel_json_is_no_kernel_and_no_problem()
    {
        machine.File($"{UserFolder}/kernels/logos/logo-32x32.png", "");

        Assert.Empty(machine.Specs.All);
        Assert.Empty(machine.Specs.Problems);
    }

    [Fact]
    public void A_kernel_installed_as_a_link_is_found()
    {
        machine.Kernel("elsewhere", "linked");
        machine.Folder($"{UserFolder}/kernels");
        Directory.CreateSymbolicLink(machine.At($"{UserFolder}/kernels/linked"), machine.At("elsewhere/kernels/linked"));

        Assert.NotNull(machine.Specs.Find("linked"));
    }

    [Fact]
    public void A_python_with_ipykernel_but_without_kernel_json_has_a_synthesised_kernel()
    {
        machine.Venv("project/.venv", hasIpykernel: true);

        KernelSpec spec = machine.Specs.Find("python3")!;

        Assert.True(spec.IsSynthesised);
        Assert.Equal(["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"], spec.Argv);
        Assert.Equal(".venv", spec.Origin.How);
        Assert.Equal(machine.At("project/.venv/lib/python3.12/site-packages/ipykernel/resources"), spec.ResourceDirectory);
        Assert.Contains("without kernel.json", spec.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environments_own_kernel_json_is_better_than_a_synthesised_one()
    {
        machine.Venv("project/.venv", hasIpykernel: true);
        machine.Kernel("project/.venv/share/jupyter", "python3", title: "own");

        Assert.Equal("own", Assert.Single(machine.Specs.All).DisplayName);
    }

    [Fact]
    public void The_systems_python_has_its_kernels_in_the_system_folder()
    {
        machine.Python("usr", hasIpykernel: true);
        machine.Kernel("usr/local/share/jupyter", "python3", title: "local");

        KernelSpecs specs = machine.Specs;

        Assert.Equal("local", specs.Find("python3")!.DisplayName);
        Assert.Equal(machine.At("usr/bin/python3"), specs.Folders.Single(folder => folder.Path == machine.At("usr/share/jupyter/kernels")).Python!.Program);
    }

    [Fact]
    public void Nothing_is_started_for_a_kernel_that_stands_in_a_data_folder()
    {
        machine.AddWitness("bin/python3", machine.At("opt/python"));
        machine.Kernel(UserFolder, "mine", program: machine.Executable("bin/prog"));
        KernelSpecs specs = machine.Specs;

        KernelChoice choice = new KernelResolver(specs).Named("mine");

        Assert.Equal("mine", choice.Spec.Name);
        Assert.False(File.Exists(machine.Started));
    }

    [Fact]
    public void An_interpreter_whose_files_do_not_tell_is_asked_once()
    {
        machine.AddWitness("bin/python3", machine.At("opt/python"), machine.At("opt/python/ipykernel"));
        machine.Kernel("opt/python/share/jupyter", "there");
        KernelSpecs specs = machine.Specs;

        Assert.NotNull(specs.Find("there"));
        Assert.NotNull(specs.Find("python3"));
        Assert.Single(File.ReadAllLines(machine.Started));
    }
}
