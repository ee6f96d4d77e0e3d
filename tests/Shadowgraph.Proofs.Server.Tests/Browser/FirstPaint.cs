namespace Shadowgraph.Proofs.Server.Tests.Browser;

/// <summary>
/// Time to the first paint of the page. Explicit, as it only prints a measurement: dotnet test ... --filter "FullyQualifiedName~FirstPaint".
/// </summary>
[TestFixture]
[Explicit]
public sealed class FirstPaint
{
    private const int Loads = 7;

    [TestCase(1440)]
    [TestCase(390)]
    public async Task Measure(int width)
    {
        await using var server = await ServerUnderTest.StartAsync(["--Server:DemonstrationSubjects=200"]);
        var paints = new List<double>();
        var ready = new List<double>();
        for (var i = 0; i <= Loads; i++)
        {
            // A new profile has an empty cache.
            await using var page = await BrowserUnderTest.OpenAsync(width: width);
            await page.SignInAsync(server, "alice", "publisher", "operator");
            paints.Add(await page.Page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
            ready.Add(await page.Page.EvaluateAsync<double>("performance.now()"));
        }

        // The first load includes the warm-up of the server.
        await TestContext.Out.WriteLineAsync(
            $"{width} px: first paint after {Median(paints):0} ms, at most {paints.Skip(1).Max():0} ms; "
            + $"queue live after {Median(ready):0} ms; the very first {paints[0]:0} ms.");
    }

    private static double Median(List<double> values) => values.Skip(1).Order().ElementAt(Loads / 2);
}
