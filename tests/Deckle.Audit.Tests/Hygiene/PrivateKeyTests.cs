namespace Deckle.Audit.Tests.Hygiene;

public class PrivateKeyTests
{
    private const string Id = "detect-private-key";

    [Theory]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN DSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("PuTTY-User-Key-File-2: ssh-rsa")]
    [InlineData("PuTTY-User-Key-File-3: ssh-ed25519")]
    [InlineData("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----")]
    [InlineData("-----BEGIN PGP PRIVATE KEY BLOCK-----")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----")]
    [InlineData("-----BEGIN OpenVPN Static key V1-----")]
    [InlineData("x = 'BEGIN BEGIN PRIVATE KEY'")]
    public void A_private_key_is_found(string line)
    {
        Finding finding = Assert.Single(Hooks.Check(Id, $"a\n{line}\n", "keys/id").Findings);

        Assert.Equal(("Private key found: keys/id", 2), (finding.Message, finding.Line));
    }

    [Theory]
    [InlineData("ssh-rsa DATA")]
    [InlineData("-----BEGIN PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("-----begin rsa private key-----")]
    [InlineData("PuTTY-User-Key-File-1: ssh-rsa")]
    [InlineData("")]
    public void Anything_else_is_not(string content) => Assert.True(Hooks.Check(Id, content).IsClean);

    [Fact]
    public void Binary_files_pass() => Assert.True(Hooks.Check(Id, [0xA2, 0xF1, 0x93, 0x12]).IsClean);

    [Fact]
    public void In_a_notebook_the_cell_is_named()
    {
        string notebook = """
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
              {"cell_type": "markdown", "id": "intro", "metadata": {}, "source": "a key"},
              {"cell_type": "code", "id": "load", "metadata": {}, "execution_count": 1,
               "source": ["key = '''\n", "-----BEGIN RSA PRIVATE KEY-----'''"],
               "outputs": [{"output_type": "stream", "name": "stdout", "text": ["a\n", "\n", "\u0042EGIN EC PRIVATE KEY"]}]}]}
            """;

        IReadOnlyList<Finding> findings = Hooks.Check(Id, notebook, "nb/keys.ipynb").Findings;

        Assert.Equal(
            [
                "Private key found: nb/keys.ipynb: cell 1 (id load), line 2",
                "Private key found: nb/keys.ipynb: cell 1 (id load), outputs[0].text, line 3",
            ],
            findings.Select(finding => finding.Message));
        Assert.Equal(new CellPlace(1, "load", "source"), findings[0].Cell);
        Assert.Equal((2, 6), (findings[0].Line, findings[0].Column));
    }

    [Theory]
    [InlineData("""{"nbformat": 4, "metadata": {"key": "BEGIN PRIVATE KEY"}, "cells": []}""")]
    [InlineData("not JSON: BEGIN PRIVATE KEY")]
    public void A_key_outside_of_cells_is_found_too(string content) =>
        Assert.Equal("Private key found: a.ipynb", Assert.Single(Hooks.Check(Id, content, "a.ipynb").Findings).Message);

    [Fact]
    public void Cells_of_worksheets_are_counted_through()
    {
        string notebook = """
            {"nbformat": 3, "worksheets": [{"cells": [{}, {}]}, {"cells": [{"input": "BEGIN PRIVATE KEY"}]}]}
            """;

        Assert.Equal("Private key found: a.ipynb: cell 2, input, line 1", Assert.Single(Hooks.Check(Id, notebook, "a.ipynb").Findings).Message);
    }
}
