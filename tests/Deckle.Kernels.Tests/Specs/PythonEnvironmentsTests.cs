using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Tests.Specs;

public sealed class PythonEnvironmentsTests : IDisposable
{
    private readonly FakeMachine machine = new();

    private IEnumerable<string> Found => new PythonEnvironments(machine.Search).Select(python => python.How);

    public void Dispose() => machine.Dispose();

    [Fact]
    public void The_activated_environment_comes_first_then_the_projects_then_path_then_the_systems()
    {
        machine.Venv("active");
        machine.Venv("project/.venv");
        machine.Python("opt/python");
        machine.Python("usr");
        machine["VIRTUAL_ENV"] = machine.At("active");
        machine["PATH"] = machine.At("opt/python/bin");

        Assert.Equal(["VIRTUAL_ENV", ".venv", "python3 on PATH", "system"], Found);
    }

    [Fact]
    public void A_conda_environment_is_an_environment_and_its_base_is_only_the_users_python()
    {
        machine.Venv("project/.venv");
        machine.Folder("conda/conda-meta");
        machine.Executable("conda/bin/python");
        machine["CONDA_PREFIX"] = machine.At("conda");

        machine["CONDA_DEFAULT_ENV"] = "report";
        Assert.Equal(["CONDA_PREFIX", ".venv"], Found);

        machine["CONDA_DEFAULT_ENV"] = "base";
        Assert.Equal([".venv", "CONDA_PREFIX"], Found);
    }

    [Fact]
    public void The_notebooks_project_comes_before_that_of_the_working_folder()
    {
        machine.Venv("project/.venv");
        machine.Venv("notebooks/.venv");

        PythonEnvironment active = new PythonEnvironments(machine.Search with { NotebookFolder = machine.At("notebooks") }).Active!;

        Assert.Equal(machine.At("notebooks/.venv"), active.Prefix);
    }

    [Fact]
    public void Within_a_repository_the_environment_may_stand_above()
    {
        machine.Folder("project/.git");
        machine.Venv("project/.venv");
        KernelSearch below = machine.Search with { WorkingFolder = machine.Folder("project/a/b") };

        Assert.Equal(machine.At("project/.venv"), new PythonEnvironments(below).Active?.Prefix);
    }

    [Fact]
    public void Nothing_above_the_repository_or_outside_of_one_is_taken()
    {
        machine.Venv(".venv");
        machine.Folder("project/.git");
        machine.Folder("loose/folder");
        machine.Venv("loose/.venv");

        Assert.Empty(Found);
        Assert.Empty(new PythonEnvironments(machine.Search with { WorkingFolder = machine.At("loose/folder") }));
    }

    [Fact]
    public void The_environments_of_pixi_and_uv_are_found()
    {
        machine.Folder("project/.pixi/envs/default/conda-meta");
        machine.Executable("project/.pixi/envs/default/bin/python");
        machine.File("project/uv.lock", "");
        machine.Venv("project/environment");
        machine["UV_PROJECT_ENVIRONMENT"] = "environment";

        Assert.Equal(["UV_PROJECT_ENVIRONMENT", "pixi"], Found);
    }

    [Fact]
    public void A_folder_that_is_no_environment_is_passed_over()
    {
        machine.Executable("project/.venv/bin/python");
        machine["VIRTUAL_ENV"] = machine.At("gone");

        Assert.Empty(Found);
    }

    [Theory]
    [InlineData("PYENV_VERSION", "3.11.7")]
    [InlineData(".python-version", "3.11.7\n")]
    [InlineData(".python-version", "# ours\n3.11\n")]
    [InlineData("version", "missing 3.11.7")]
    public void A_shim_of_pyenv_is_seen_through_without_starting_it(string where, string version)
    {
        machine.AddWitness("pyenv/shims/python3", "/nowhere");
        machine.Python("pyenv/versions/3.11.7");
        machine.Python("pyenv/versions/3.11.4");
        machine["PATH"] = machine.At("pyenv/shims");
        switch (where)
        {
            case "PYENV_VERSION":
                machine["PYENV_VERSION"] = version;
                break;
            case ".python-version":
                machine.File("project/.python-version", version);
                break;
            default:
                machine.File("pyenv/version", version);
                break;
        }

        PythonEnvironment active = new PythonEnvironments(machine.Search).Active!;

        Assert.Equal(machine.At("pyenv/versions/3.11.7"), active.Prefix);
        Assert.False(File.Exists(machine.Started));
    }

    [Fact]
    public void A_shim_of_pyenv_that_means_the_systems_python_gives_way_to_the_next_on_path()
    {
        machine.AddWitness("pyenv/shims/python3", "/nowhere");
        machine.Python("pyenv/versions/3.11.7");
        machine.File("pyenv/version", "system\n");
        machine.Python("opt/python");
        machine["PATH"] = $"{machine.At("pyenv/shims")}:{machine.At("opt/python/bin")}";

        Assert.Equal(machine.At("opt/python/bin/python3"), new PythonEnvironments(machine.Search).Active!.Program);
    }

    [Fact]
    public void A_shim_that_is_a_link_to_a_version_manager_is_asked_whatever_stands_around_the_manager()
    {
        machine.Python("usr");
        machine.AddWitness("usr/bin/mise", machine.At("opt/python"));
        machine.Folder("shims");
        File.CreateSymbolicLink(machine.At("shims/python3"), machine.At("usr/bin/mise"));
        machine["PATH"] = machine.At("shims");

        Assert.Equal(machine.At("opt/python"), new PythonEnvironments(machine.Search).Active!.Prefix);
    }

    [Fact]
    public void An_interpreter_that_fails_has_no_prefix_and_stops_nothing()
    {
        machine.Executable("bin/python3", "#!/bin/sh\nexit 1\n");
        machine.Python("usr");

        PythonEnvironment[] all = [.. new PythonEnvironments(machine.Search)];

        Assert.Equal([null, machine.At("usr")], all.Select(python => python.Prefix));
    }

    [Fact]
    public void A_venv_on_path_is_virtual_though_nothing_says_it_is_active()
    {
        machine.Venv("env");
        machine["PATH"] = machine.At("env/bin");

        PythonEnvironment active = new PythonEnvironments(machine.Search).Active!;

        Assert.True(active.IsVirtual);
        Assert.Equal(machine.At("env"), active.Prefix);
    }

    [Theory]
    [InlineData("usr/lib/python3/dist-packages")]
    [InlineData("usr/local/lib/python3.12/dist-packages")]
    [InlineData("usr/lib/python3.12/site-packages")]
    [InlineData("home/.local/lib/python3.12/site-packages")]
    [InlineData("extra")]
    public void Ipykernel_is_seen_wherever_the_interpreter_would_find_it(string packages)
    {
        machine.Python("usr");
        machine.Ipykernel(packages);
        machine["PYTHONPATH"] = machine.At("extra");

        Assert.Equal(machine.At($"{packages}/ipykernel"), new PythonEnvironments(machine.Search).Active!.Ipykernel);
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void A_venv_sees_the_packages_of_the_system_when_it_was_made_so(string sees, bool expected)
    {
        machine.Python("usr", hasIpykernel: true);
        machine.Venv("project/.venv", settings: $"home = {machine.At("usr/bin")}\ninclude-system-site-packages = {sees}\n");

        Assert.Equal(expected, new PythonEnvironments(machine.Search).Active!.Ipykernel is not null);
    }

    [Fact]
    public void An_ipykernel_folder_that_an_uninstall_left_behind_does_not_count()
    {
        machine.Python("usr");
        machine.Folder("usr/lib/python3.12/site-packages/ipykernel/__pycache__");

        Assert.Null(new PythonEnvironments(machine.Search).Active!.Ipykernel);
    }
}
