using Microsoft.Playwright;

namespace Shadowgraph.Proofs.Server.Tests.Browser;

/// <summary>Debian's chromium, started once. Tests that need it are skipped, with a word, where there is none.</summary>
[SetUpFixture]
public sealed class BrowserUnderTest
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static IPlaywright? playwright;
    private static IBrowser? browser;

    /// <summary>A fresh profile, and what went wrong in it.</summary>
    internal static async Task<PageUnderTest> OpenAsync(bool isDark = false, int width = 1440, int height = 1000)
    {
        if (browser is null) Assert.Ignore("There is no chromium on this machine. Install the package chromium.");
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Permissions = ["clipboard-read", "clipboard-write"],
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await PageUnderTest.OpenAsync(context);
    }

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } chromium) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
    }
}
