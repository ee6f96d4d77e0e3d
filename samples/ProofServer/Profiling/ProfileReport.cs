using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProofServer.Api;

namespace ProofServer.Profiling;

/// <summary>A report as a single HTML file, with a policy that allows only its own script and style, by hash.</summary>
internal static class ProfileReport
{
    /// <returns>The policy of a report, also for the response header.</returns>
    public static string Policy => $"default-src 'none'; script-src '{HashOf(Script)}'; style-src '{HashOf(Style)}'; base-uri 'none'; form-action 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static string Script => Asset("report.js");

    private static string Style => Asset("report.css");

    public static string Write(ProfileResult result)
    {
        // The serializer escapes '<', so that nothing in the data ends its element.
        var data = JsonSerializer.Serialize(result, ServerJson.Default.ProfileResult);
        var rows = string.Concat(result.Rows.Select(Row));
        var advice = string.Concat(result.Recommendations.Select(text => $"<li>{WebUtility.HtmlEncode(text)}</li>"));
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Profile of the prover</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>Profile of the prover</h1>
            <p>{result.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, {result.Processors} processors, {result.Iterations} proofs of each after {result.WarmUp} to warm up, one at a time.</p>
            <h2>What follows</h2>
            <ul>{advice}</ul>
            <div class="charts" id="charts"></div>
            <h2>All figures</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="All figures">
            <table>
            <thead><tr><th scope="col">Circuit</th><th scope="col">Attestations</th><th scope="col">Links</th><th scope="col">Mean</th><th scope="col">Min</th><th scope="col">P50</th><th scope="col">P95</th><th scope="col">P99</th><th scope="col">Max</th><th scope="col">Processor</th><th scope="col">Memory</th></tr></thead>
            <tbody>{rows}</tbody>
            </table>
            </div>
            </main>
            <script type="application/json" id="data">{data}</script>
            <script>{Script}</script>
            </body>
            </html>
            """;
    }

    private static string Row(ProfileRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"<tr><th scope=\"row\">{row.Circuit}</th><td>{row.Attestations}</td><td>{row.Links}</td><td>{row.Mean:0.000} s</td><td>{row.Minimum:0.000} s</td><td>{row.P50:0.000} s</td><td>{row.P95:0.000} s</td><td>{row.P99:0.000} s</td><td>{row.Maximum:0.000} s</td><td>{row.ProcessorSeconds:0.000} s</td><td>{row.PeakBytes / 1e6:0} MB</td></tr>");

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Asset(string name)
    {
        using var stream = typeof(ProfileReport).Assembly.GetManifestResourceStream($"page/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
