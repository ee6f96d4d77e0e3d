using Microsoft.Playwright;
using ProofServer.Profiling;

namespace Shadowgraph.Proofs.Server.Tests.Browser;

/// <summary>The profiler's report, opened as the file that it is: its charts are drawn under its own policy.</summary>
[TestFixture]
public sealed class ReportTests
{
    [TestCase(false, 1280)]
    [TestCase(true, 390)]
    public async Task Report_OpenedFromAFile_DrawsItsCharts_WithoutAViolation(bool isDark, int width)
    {
        await using var page = await BrowserUnderTest.OpenAsync(isDark, width);
        ProfileRow[] rows =
        [
            ProfileRow.Of("small", 10, 1, [0.21, 0.22, 0.31], 0.9, 31_000_000), ProfileRow.Of("small", 50, 1, [0.25, 0.22, 0.41], 0.9, 33_000_000),
            ProfileRow.Of("medium", 10, 1, [0.52, 0.55, 0.6], 1.9, 52_000_000), ProfileRow.Of("medium", 50, 1, [0.51, 0.58, 0.6], 1.9, 55_000_000),
        ];
        var result = new ProfileResult(
            DateTimeOffset.UnixEpoch, 2, 8_000_000_000, 3, 1, rows, Recommendations.For(rows, 2, 8_000_000_000));
        var path = Path.Combine(Path.GetTempPath(), $"report-{Guid.NewGuid()}.html");
        try
        {
            await File.WriteAllTextAsync(path, ProfileReport.Write(result));
            await page.Page.GotoAsync(new Uri(path).AbsoluteUri);

            await page.Expect(page.Page.Locator("canvas")).ToHaveCountAsync(6);
            await page.AssertAccessibleAsync();
            Assert.That(page.Wrong, Is.Empty);
            if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
                await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"report-{width}.png"), FullPage = true });
        }
        finally
        {
            File.Delete(path);
        }
    }
}
