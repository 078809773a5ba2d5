using Deckle.Json;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Tests.Specs;

public sealed class KernelResolverTests : IDisposable
{
    private const string SystemFolder = "usr/share/jupyter";

    private readonly FakeMachine machine = new();

    public void Dispose() => machine.Dispose();

    [Fact]
    public void The_kernel_the_notebook_names_is_taken()
    {
        Add("python3", "python");
        Add("report", "python");

        KernelChoice choice = Resolve(Named("Report"));

        Assert.Equal(("report", "Report", false), (choice.Spec.Name, choice.Requested, choice.IsSubstitute));
        Assert.Equal("the notebook names it", choice.Reason);
    }

    [Fact]
    public void The_users_choice_beats_the_notebooks()
    {
        Add("python3", "python");
        Add("ir", "R");

        KernelChoice choice = Resolve(Named("python3"), "IR");

        Assert.Equal(("ir", "IR", false), (choice.Spec.Name, choice.Requested, choice.IsSubstitute));
    }

    [Fact]
    public void The_users_choice_is_never_replaced()
    {
        Add("python3", "python");

        DeckleException error = Assert.Throws<DeckleException>(() => Resolve(Named("python3"), "report"));

        Assert.Equal("kernel-not-found", error.Code);
        Assert.Equal("no kernel named 'report'", error.Message);
        Assert.Equal("choose one of these: --kernel python3", error.Help);
    }

    [Fact]
    public void Same_language_and_display_name_stand_in_for_a_missing_name()
    {
        Add("python3", "python", "Python 3");
        Add("ds", "python", "Data Science");

        KernelChoice choice = Resolve(Named("data-science", "Data Science", "python"));

        Assert.Equal(("ds", "data-science", true), (choice.Spec.Name, choice.Requested, choice.IsSubstitute));
        Assert.Equal("the notebook's kernel 'data-science' is not here; this one has the same language and display name", choice.Reason);
    }

    [Fact]
    public void A_display_name_of_another_language_is_no_match()
    {
        Add("py", "python", "Stats");
        Add("ir", "R", "R");

        Assert.Equal("ir", Resolve(Named("stats", "Stats", "R")).Spec.Name);
    }

    [Fact]
    public void The_only_kernel_of_the_language_stands_in_for_a_missing_name()
    {
        Add("python3", "python");
        Add("ir", "R");

        KernelChoice choice = Resolve(Named("ir-4.1", "R 4.1", "r"));

        Assert.Equal("ir", choice.Spec.Name);
        Assert.True(choice.IsSubstitute);
        Assert.Contains("same language", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_pythons_that_of_the_active_environment_is_taken()
    {
        machine.Venv("project/.venv");
        machine.Kernel("project/.venv/share/jupyter", "mine");
        Add("python3", "python");

        Assert.Equal("mine", Resolve(Named("conda-env-x-py", "X", "python")).Spec.Name);
    }

    [Fact]
    public void Of_several_pythons_none_of_them_active_python3_is_taken()
    {
        Add("python3", "python");
        Add("other", "python");

        Assert.Equal("python3", Resolve(Named("conda-env-x-py", "X", "python")).Spec.Name);
    }

    [Fact]
    public void Several_kernels_of_another_language_are_a_question_for_the_user()
    {
        Add("julia-1.10", "julia");
        Add("julia-1.11", "julia");

        DeckleException error = Assert.Throws<DeckleException>(() => Resolve(Named("julia-1.9", "Julia 1.9", "julia")));

        Assert.Equal("no kernel named 'julia-1.9', and 2 are for julia: julia-1.10, julia-1.11", error.Message);
        Assert.Equal("choose one of these: --kernel julia-1.10", error.Help);
    }

    [Fact]
    public void Of_several_candidates_the_only_one_that_can_start_is_taken()
    {
        Add("julia-1.10", "julia");
        machine.Kernel(SystemFolder, "julia-1.9", language: "julia", program: "/gone/julia");

        Assert.Equal("julia-1.10", Resolve(Named("julia-1.11", "Julia", "julia")).Spec.Name);
    }

    [Theory]
    [InlineData("""{"metadata": {}}""", "python3")]
    [InlineData("""{"metadata": {"language_info": {"name": "R"}}}""", "ir")]
    [InlineData("""{"metadata": {"kernelspec": {"name": ""}}}""", "python3")]
    [InlineData("""{"metadata": {"kernelspec": {"display_name": "R", "language": "R"}}}""", "ir")]
    public void A_notebook_that_names_no_kernel_is_run_by_its_language_and_that_is_python_by_default(string json, string expected)
    {
        Add("python3", "python");
        Add("ir", "R", "R");

        KernelChoice choice = Resolve(NotebookOf(json));

        Assert.Equal((expected, null, false), (choice.Spec.Name, choice.Requested, choice.IsSubstitute));
    }

    [Theory]
    [InlineData("python3.9", "python3")]
    [InlineData("conda-env-report-py", "python3")]
    [InlineData("conda-env-report-r", "ir")]
    public void The_name_tells_the_language_where_the_notebook_does_not(string name, string expected)
    {
        Add("python3", "python");
        Add("ir", "R");

        Assert.Equal(expected, Resolve(Named(name)).Spec.Name);
    }

    [Fact]
    public void The_language_of_the_kernelspec_counts_and_not_that_of_the_editor()
    {
        Add("python3", "python");
        Add("csharp", "C#");
        Notebook notebook = NotebookOf("""
            {"metadata": {"kernelspec": {"name": ".net-csharp", "language": "C#"}, "language_info": {"name": "polyglot-notebook"}}}
            """);

        Assert.Equal("csharp", Resolve(notebook).Spec.Name);
    }

    [Fact]
    public void A_kernel_that_is_not_found_is_told_with_all_that_was_looked_at()
    {
        Add("python3", "python");
        string broken = machine.Kernel(SystemFolder, "ir", "{");

        DeckleException error = Assert.Throws<DeckleException>(() => Resolve(Named("ir", "R", "R")));

        Assert.Equal("kernel-not-found", error.Code);
        Assert.Equal(ErrorKind.Unavailable, error.Kind);
        Assert.Equal("no kernel named 'ir', and none for R", error.Message);
        Assert.Equal(["available", "broken", "searched"], error.Facts.Select(fact => fact.Label));
        Assert.Equal($"python3 (python, {machine.At(SystemFolder)}/kernels/python3/kernel.json)", error.Facts[0].Text);
        Assert.StartsWith($"{broken}:1:2: not JSON", error.Facts[1].Text, StringComparison.Ordinal);
        Assert.Contains(machine.At($"{SystemFolder}/kernels"), error.Facts[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_kernels_is_told_how_to_get_one()
    {
        DeckleException error = Assert.Throws<DeckleException>(() => Resolve(NotebookOf("{}")));

        Assert.Equal("no kernel for python", error.Message);
        Assert.Equal(("available", "none"), error.Facts[0]);
        Assert.Equal("install one, for Python: python3 -m pip install ipykernel", error.Help);
    }

    [Fact]
    public void A_kernel_of_another_provisioner_is_refused()
    {
        string provisioned = """{"argv": ["python"], "language": "python", "metadata": {"kernel_provisioner": {"provisioner_name": "k8s", "config": {}}}}""";
        machine.Python("usr");
        machine.Kernel(SystemFolder, "remote", provisioned);

        DeckleException error = Assert.Throws<DeckleException>(() => Resolve(Named("remote")));
        DeckleException substitute = Assert.Throws<DeckleException>(() => Resolve(Named("other", "Other", "python")));

        Assert.Equal("kernel-provisioner-unsupported", error.Code);
        Assert.Contains("'k8s'", error.Message, StringComparison.Ordinal);
        Assert.Equal("kernel-not-found", substitute.Code);
    }

    [Fact]
    public void A_kernel_that_names_the_local_provisioner_is_local()
    {
        machine.Kernel(SystemFolder, "local", $$"""
            {"argv": ["{{machine.Executable("bin/prog")}}"], "metadata": {"kernel_provisioner": {"provisioner_name": "local-provisioner"} } }
            """);

        Assert.Equal("local", Resolve(Named("local")).Spec.Name);
    }

    [Theory]
    [InlineData("/gone/R")]
    [InlineData("R")]
    public void A_kernel_whose_program_is_missing_names_the_program_and_its_kernel_json(string program)
    {
        string path = machine.Kernel(SystemFolder, "ir", language: "R", program: program);

        DeckleException error = Assert.Throws<DeckleException>(() => Resolve(Named("ir")));

        Assert.Equal("kernel-program-missing", error.Code);
        Assert.Equal($"kernel 'ir' cannot be started: there is no program '{program}'", error.Message);
        Assert.Equal(("kernelspec", path), Assert.Single(error.Facts));
        Assert.Equal(ErrorKind.Unavailable, error.Kind);
    }

    [Fact]
    public void A_program_that_may_not_be_executed_is_missing()
    {
        machine.Kernel(SystemFolder, "k", language: "tcl", program: machine.File("opt/prog", ""));

        Assert.Equal("kernel-program-missing", Assert.Throws<DeckleException>(() => Resolve(Named("k"))).Code);
    }

    [Fact]
    public void A_kernel_outside_the_activated_environment_comes_with_a_caution()
    {
        machine.Venv("active");
        machine["VIRTUAL_ENV"] = machine.At("active");
        machine.Python("usr");
        Add("python3", "python", program: machine.At("usr/bin/python3"));

        KernelChoice choice = Resolve(Named("python3"));

        Assert.Equal(machine.At("usr"), choice.Python!.Prefix);
        Assert.Equal($"the kernel does not run in the environment of {machine.At("active/bin/python")} (VIRTUAL_ENV), which has no ipykernel", choice.Caution);
    }

    private static Notebook NotebookOf(string json) => new((JsonObject)JsonReader.Read(json));

    private static Notebook Named(string name, string? title = null, string? language = null)
    {
        JsonObject kernelspec = JsonObject.Of(("name", name));
        kernelspec = title is null ? kernelspec : kernelspec.With("display_name", title);
        kernelspec = language is null ? kernelspec : kernelspec.With("language", language);
        return new Notebook(JsonObject.Of(("metadata", JsonObject.Of(("kernelspec", kernelspec)))));
    }

    private void Add(string name, string language, string? title = null, string? program = null) =>
        machine.Kernel(SystemFolder, name, language: language, title: title, program: program ?? machine.Executable("opt/prog"));

    private KernelChoice Resolve(Notebook notebook, string? name = null) => new KernelResolver(machine.Specs).Resolve(notebook, name);
}
