using Deckle.Editing;
using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tests.Merging;

/// <summary>The telling triplets in <c>tests/cases/pairs</c>; its README says what they are.</summary>
public class MergePairTests
{
    [Theory]
    [InlineData("07-merge-clean-vs-git-conflict")]
    [InlineData("08-merge-conflict-without-markers")]
    [InlineData("09-merge-v3-random-ids")]
    [InlineData("10-merge-metadata-only-conflict")]
    public void Real_merges_are_clean_and_what_people_made_of_them(string name)
    {
        Notebook people = Read($"pairs/{name}/human.ipynb");

        MergeResult merged = NotebookMerger.Merge(
            Read($"pairs/{name}/base.ipynb"), Read($"pairs/{name}/local.ipynb"), Read($"pairs/{name}/remote.ipynb"), new MergeOptions());

        Assert.Empty(merged.Conflicts);
        Assert.Empty(NotebookValidator.Validate(merged.Notebook));
        Assert.Equal(people.Cells.Select(cell => cell.Source), merged.Notebook.Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void Of_two_versions_of_the_kernel_the_greater_stays() => Assert.Equal(
        "3.9.4-final",
        NotebookMerger.Merge(
            Read("pairs/10-merge-metadata-only-conflict/base.ipynb"),
            Read("pairs/10-merge-metadata-only-conflict/local.ipynb"),
            Read("pairs/10-merge-metadata-only-conflict/remote.ipynb"),
            new MergeOptions()).Notebook.Metadata.Get<JsonObject>("language_info")!.GetText("version"));

    [Theory]
    [InlineData("aa_same")]
    [InlineData("add_add")]
    [InlineData("dupids")]
    [InlineData("ids")]
    [InlineData("ins_del")]
    [InlineData("ins_edit")]
    [InlineData("minor")]
    [InlineData("move_del")]
    [InlineData("move_edit")]
    [InlineData("outclear")]
    public void What_does_not_contradict_is_clean(string name) => Assert.Empty(Merge(name).Conflicts);

    [Theory]
    [InlineData("add_sim", ConflictPart.Source)]
    [InlineData("attach", ConflictPart.Attachments)]
    [InlineData("attach_add", ConflictPart.Attachments)]
    [InlineData("attach_add2", ConflictPart.Attachments)]
    [InlineData("del_vs_edit", ConflictPart.Cell)]
    [InlineData("meta", ConflictPart.Metadata)]
    [InlineData("metanull", ConflictPart.Metadata)]
    [InlineData("outs", ConflictPart.Outputs)]
    [InlineData("split_edit", ConflictPart.Source)]
    [InlineData("type2", ConflictPart.CellType)]
    public void What_contradicts_is_one_conflict(string name, ConflictPart part) => Assert.Equal(part, Assert.Single(Merge(name).Conflicts).Part);

    [Theory]
    [InlineData("aa_same", "a=1\n", "same=1\n")]
    [InlineData("add_add", "a=1\n", "import os\nprint(os.getcwd())\n", "for q in range(100):\n    w=q*3\n")]
    [InlineData("add_sim", "a=1\n", "import os\n<<<<<<< local\nprint(os.getcwd())\n=======\nprint(os.getcwd(), 1)\n>>>>>>> remote")]
    [InlineData("del_vs_edit", "a=1\nb=2\nc=3\n", "<<<<<<< local\n=======\nx=1\ny=2\nz=44\n>>>>>>> remote")]
    [InlineData("dupids", "a=2\n", "b=3\n")]
    [InlineData("ins_del", "alpha = 1\nprint(alpha)\n", "new = 55\nnew()\n", "gamma = 3\nfoo(gamma)\n")]
    [InlineData("ins_edit", "alpha = 1\nprint(alpha)\n", "new = 55\nnew()\n", "beta = 2\nprint(\"beta\", beta + 1)\n", "gamma = 3\nfoo(gamma)\n")]
    [InlineData("minor", "a=2\n")]
    [InlineData("move_del", "alpha = 1\nprint(alpha)\n", "gamma = 3\nfoo(gamma)\n")]
    [InlineData("move_edit", "beta = 2\nprint(\"beta\", beta + 1)\n", "alpha = 1\nprint(alpha)\n", "gamma = 3\nfoo(gamma)\n")]
    [InlineData("split_edit", "import a\nimport b\n", "<<<<<<< local\nx = load(\"file\")\n=======\nx = load(\"file2\")\n>>>>>>> remote\ny = clean(x)\nplot(y)\n")]
    public void Cells_become_these(string name, params string[] sources) => Assert.Equal(sources, Merge(name).Notebook.Cells.Select(cell => cell.Source));

    [Theory]
    [InlineData("aa_same", "a", "n1")]
    [InlineData("ids", "left")]
    public void Ids_are_local_ones(string name, params string[] ids) => Assert.Equal(ids, Merge(name).Notebook.Cells.Select(cell => cell.Id!));

    [Fact]
    public void Duplicate_ids_are_repaired_the_same_each_time()
    {
        Notebook merged = Merge("dupids").Notebook;

        Assert.Equal("d", merged.Cells[0].Id);
        Assert.NotEqual("d", merged.Cells[1].Id);
        Assert.Equal(merged, Merge("dupids").Notebook);
    }

    private static MergeResult Merge(string name)
    {
        MergeResult merged = NotebookMerger.Merge(
            Read($"pairs/12-synthetic-merge/{name}.base.ipynb"), Read($"pairs/12-synthetic-merge/{name}.local.ipynb"), Read($"pairs/12-synthetic-merge/{name}.remote.ipynb"), new MergeOptions());
        Assert.Empty(NotebookValidator.Validate(merged.Notebook));
        return merged;
    }

    private static Notebook Read(string name) => JoinedNotebook.Of(NotebookReader.Read(Cases.Bytes(name))).Notebook;
}
