using System.Buffers;
using System.Text;
using Deckle.Json;
using Deckle.Tool.Rendering;
using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving;

/// <summary>What servers answer with, and what they are asked with.</summary>
internal static class Answers
{
    /// <summary>Nothing may be loaded or run, and no page may show it.</summary>
    public const string StrictPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="policy">The page's <c>Content-Security-Policy</c>.</param>
    public static Task HtmlAsync(this HttpContext context, string html, string policy) => BytesAsync(context, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", policy);

    /// <inheritdoc cref="HtmlAsync(HttpContext, string, string)"/>
    public static async Task HtmlAsync(this HttpContext context, HtmlWriter html, string policy)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = html.Length;
        context.Response.Headers.ContentSecurityPolicy = policy;
        html.CopyTo(context.Response.BodyWriter);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    public static Task JsonAsync(this HttpContext context, JsonValue value, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        return BytesAsync(context, new JsonString(value.ToString()).Utf8, "application/json");
    }

    /// <summary>A line of text, as nbdime words its refusals.</summary>
    public static Task TextAsync(this HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return BytesAsync(context, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");
    }

    public static async Task BytesAsync(this HttpContext context, ReadOnlyMemory<byte> content, string type, string policy = StrictPolicy)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        context.Response.Headers.ContentSecurityPolicy = policy;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    /// <summary>The object that a request brings.</summary>
    /// <exception cref="DeckleException"><c>bad-request</c>.</exception>
    public static async Task<JsonObject> ReadObjectAsync(this HttpContext context)
    {
        var body = new ArrayBufferWriter<byte>(context.Request.ContentLength is > 0 and < int.MaxValue and var length ? (int)length : 256);
        while (await context.Request.Body.ReadAsync(body.GetMemory(4096), context.RequestAborted) is > 0 and var read)
        {
            body.Advance(read);
        }

        try
        {
            return JsonReader.Read(body.WrittenMemory) as JsonObject ?? throw ServerErrors.BadRequest("it is no JSON object");
        }
        catch (JsonSyntaxException e)
        {
            throw ServerErrors.BadRequest($"line {e.Line}: {e.Message}");
        }
    }
}
