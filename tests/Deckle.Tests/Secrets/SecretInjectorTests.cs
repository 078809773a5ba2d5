using Deckle.Json;
using Deckle.Secrets;

namespace Deckle.Tests.Secrets;

public class SecretInjectorTests
{
    private static readonly Secret Key = new("KEY", "a \"b\"");

    [Fact]
    public void Secrets_are_assigned_behind_the_cells_of_parameters()
    {
        Notebook notebook = Python(Notebooks.Code("a", "1"), Notebooks.Code("p", "KEY = None", "parameters"), Notebooks.Code("i", "x = 1", "injected-parameters"), Notebooks.Code("b", "2"));

        SecretInjection? injection = SecretInjector.Inject(notebook, [Key]);

        Assert.Equal(2, injection!.AfterCell);
        Assert.Equal("# Secrets\nKEY = \"a \\\"b\\\"\"\n", injection.Source);
    }

    [Fact]
    public void Without_such_cells_they_come_first() => Assert.Equal(-1, SecretInjector.Inject(Python(Notebooks.Code("a", "1")), [Key])!.AfterCell);

    [Fact]
    public void They_are_written_in_the_language_of_the_kernel() =>
        Assert.Equal("# Secrets\nKEY = \"a \\\"b\\\"\"\n", SecretInjector.Inject(Python(), [Key], kernelName: "ir")!.Source.Replace("<-", "=", StringComparison.Ordinal));

    [Fact]
    public void No_secrets_need_no_language() => Assert.Null(SecretInjector.Inject(Notebooks.Of(), []));

    [Fact]
    public void An_injection_tells_names_only() => Assert.Equal("KEY", SecretInjector.Inject(Python(), [Key])!.ToString());

    private static Notebook Python(params Cell[] cells) =>
        Notebooks.Of(cells).WithMetadata(JsonObject.Of(("kernelspec", JsonObject.Of(("name", "python3")))));
}
