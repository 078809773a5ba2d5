using Deckle.Json;
using Deckle.Parameters;
using Deckle.Parameters.Translators;

namespace Deckle.Secrets;

/// <summary>Writes secrets as source of the kernel's language.</summary>
public static class SecretInjector
{
    /// <summary>
    /// The secrets become string variables behind the cells of parameters, whose defaults would overwrite them; without such cells, before
    /// the first one.
    /// </summary>
    /// <param name="notebook">With its parameters injected.</param>
    /// <param name="kernelName">Overrides the notebook's kernel.</param>
    /// <param name="language">Overrides the notebook's language.</param>
    /// <returns>Null without secrets.</returns>
    /// <exception cref="DeckleException"><c>parameter-language-unsupported</c>, <c>parameter-bad-name</c>, <c>parameter-not-representable</c>.</exception>
    public static SecretInjection? Inject(Notebook notebook, IReadOnlyList<Secret> secrets, string? kernelName = null, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        ArgumentNullException.ThrowIfNull(secrets);
        if (secrets.Count == 0)
        {
            return null;
        }

        Translator translator = TranslatorCatalog.Find(kernelName ?? notebook.KernelName, language ?? notebook.Language);
        JsonObject values = JsonObject.From(secrets.Select(secret => new JsonMember(secret.Name, secret.Value)));
        int after = Math.Max(ParameterFinder.CellIndex(notebook), ParameterFinder.CellIndex(notebook, ParameterInjector.Tag));
        return new SecretInjection(secrets, translator.Codify(values, "Secrets"), after);
    }
}
