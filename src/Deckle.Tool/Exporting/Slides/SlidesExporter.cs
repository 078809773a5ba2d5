using Deckle.Json;
using Deckle.Tool.Exporting.Html;
using Deckle.Tool.Rendering;
using Deckle.Tool.Rendering.Cells;
using Deckle.Tool.Rendering.Pages;

namespace Deckle.Tool.Exporting.Slides;

/// <summary>
/// A notebook as slides, by its cells' <c>slideshow.slide_type</c>: <c>slide</c> goes right, <c>subslide</c> down, <c>fragment</c>
/// appears with the next key, <c>notes</c> are for the speaker, <c>skip</c> is left out, and what has none continues the slide.
/// </summary>
internal static class SlidesExporter
{
    /// <param name="notebook">A notebook of nbformat 4.</param>
    public static byte[] Write(Notebook notebook, HtmlOptions options)
    {
        // nbconvert's slides have no prompts.
        HtmlOptions shown = options with { Cells = options.Cells with { HidePrompts = true } };
        var context = new RenderContext(notebook, shown.Cells);
        var body = new HtmlWriter();
        new Deck(body, new CellRenderer(context)).Write(notebook);
        var page = new Page
        {
            Title = options.Title ?? notebook.Metadata.GetText("title") ?? context.Markdown.Title ?? "Slides",
            Theme = options.Theme,
            BodyClass = "deckle-slides",
            Styles = ["notebook.css", "slides.css"],
            Scripts = ["slides.js"],
        };
        return page.Write(body, context).ToArray();
    }

    private sealed class Deck(HtmlWriter html, CellRenderer cells)
    {
        private bool isStackOpen;
        private bool isSlideOpen;
        private bool isFragmentOpen;
        private int slides;

        public void Write(Notebook notebook)
        {
            html.Raw("<main class=\"jp-Notebook jp-mod-noPrompts deck\" aria-label=\"Slides\">\n");
            for (int i = 0; i < notebook.Cells.Count; i++)
            {
                Cell cell = notebook.Cells[i];
                switch (cell.Metadata.Get<JsonObject>("slideshow")?.GetText("slide_type"))
                {
                    case "skip":
                        continue;
                    case "notes":
                        EndFragment();
                        StartSlide();
                        html.Raw("<aside class=\"notes\" aria-label=\"Speaker notes\">");
                        cells.Write(html, cell, i + 1);
                        html.Raw("</aside>");
                        continue;
                    case "slide":
                        EndStack();
                        break;
                    case "subslide":
                        EndSlide();
                        break;
                    case "fragment":
                        EndFragment();
                        StartSlide();
                        html.Raw("<section class=\"fragment\">");
                        isFragmentOpen = true;
                        break;
                }

                StartSlide();
                cells.Write(html, cell, i + 1);
            }

            EndStack();
            html.Raw("</main>\n");
        }

        private void StartSlide()
        {
            html.Raw(isStackOpen ? "" : "<section class=\"stack\">\n");
            html.Raw(isSlideOpen ? "" : $"<section class=\"slide\" role=\"group\" aria-roledescription=\"slide\" aria-label=\"Slide {++slides}\">\n");
            isStackOpen = isSlideOpen = true;
        }

        private void EndFragment()
        {
            html.Raw(isFragmentOpen ? "</section>\n" : "");
            isFragmentOpen = false;
        }

        private void EndSlide()
        {
            EndFragment();
            html.Raw(isSlideOpen ? "</section>\n" : "");
            isSlideOpen = false;
        }

        private void EndStack()
        {
            EndSlide();
            html.Raw(isStackOpen ? "</section>\n" : "");
            isStackOpen = false;
        }
    }
}
