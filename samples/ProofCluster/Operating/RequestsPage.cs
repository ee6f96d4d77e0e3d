using System.Globalization;
using System.Net;
using System.Text;
using Shadowgraph.Proofs;

namespace ProofCluster.Operating;

/// <summary>The operator's page of requests: the numbers of each silo, and failures by type. Beside Orleans's own, which knows grains only.</summary>
internal static class RequestsPage
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    /// <summary>Writes the page.</summary>
    public static string Write(IReadOnlyDictionary<string, SiloCounts> silos, DateTimeOffset now)
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Requests of the cluster</title>
            <style>body { font: 1rem system-ui; margin: 2rem; } table { border-collapse: collapse; margin-bottom: 2rem; }
            th, td { border-bottom: 1px solid #999; padding: .3rem 1rem; text-align: right; } th:first-child, td:first-child { text-align: left; }</style>
            <h1>Requests of the cluster</h1><p><a href="/operator/">Silos, grains and calls</a></p>
            <table><tr><th>Silo</th><th>Open</th><th>Waiting</th><th>Proving</th><th>Completed</th><th>Cancelled</th><th>Failed</th><th>Heard</th></tr>
            """);
        foreach (var (name, silo) in silos.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            var (completed, cancelled) = (Of(silo, nameof(ProofState.Completed)), Of(silo, nameof(ProofState.Cancelled)));
            var age = now - silo.At;
            Row(page, name, silo.Open, silo.Waiting, silo.Running, completed, cancelled, silo.Ends.Values.Sum() - completed - cancelled,
                age > Silence ? string.Create(CultureInfo.InvariantCulture, $"silent for {age.TotalSeconds:0} s") : "now");
        }

        page.Append("</table><table><tr><th>Failed with</th><th>Requests</th></tr>");
        foreach (var failure in silos.Values.SelectMany(silo => silo.Ends).Where(end => Enum.TryParse<ProofErrorType>(end.Key, out _))
            .GroupBy(end => end.Key).OrderByDescending(group => group.Sum(end => end.Value)))
            Row(page, failure.Key, failure.Sum(end => end.Value));
        return page.Append("</table></html>").ToString();
    }

    private static long Of(SiloCounts silo, string name) => silo.Ends.TryGetValue(name, out var count) ? count : 0;

    private static void Row(StringBuilder page, params object[] values)
    {
        page.Append("<tr>");
        foreach (var value in values)
            page.Append("<td>").Append(WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture))).Append("</td>");
        page.Append("</tr>");
    }
}
