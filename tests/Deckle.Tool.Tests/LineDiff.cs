namespace Deckle.Tool.Tests;

/// <summary>Two texts, line by line: <c>- </c> expected only, <c>+ </c> actual only.</summary>
internal static class LineDiff
{
    public static string Between(string expected, string actual)
    {
        string[] a = expected.Split('\n');
        string[] b = actual.Split('\n');
        int[,] common = CommonLines(a, b);
        var lines = new List<string>();
        int i = 0;
        int j = 0;
        while (i < a.Length || j < b.Length)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                lines.Add($"  {a[i++]}");
                j++;
            }
            else if (i < a.Length && (j == b.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add($"- {a[i++]}");
            }
            else
            {
                lines.Add($"+ {b[j++]}");
            }
        }

        return string.Join('\n', Near(lines));
    }

    // [i, j]: how many lines the rests from i and from j have in common.
    private static int[,] CommonLines(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (int i = a.Length - 1; i >= 0; i--)
        {
            for (int j = b.Length - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    // Three lines around each change; what lies further off is left out.
    private static IEnumerable<string> Near(List<string> lines)
    {
        bool isCut = false;
        for (int i = 0; i < lines.Count; i++)
        {
            bool isNear = lines.Skip(i - 3).Take(i < 3 ? i + 4 : 7).Any(line => line[0] != ' ');
            if (isNear)
            {
                yield return lines[i];
            }
            else if (!isCut)
            {
                yield return "  ...";
            }

            isCut = !isNear;
        }
    }
}
