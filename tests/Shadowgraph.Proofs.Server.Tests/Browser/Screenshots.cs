using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ProofServer.Registry;
using ProofServer.Security;
using Shadowgraph.Proofs.Tests;

namespace Shadowgraph.Proofs.Server.Tests.Browser;

/// <summary>Makes the pictures of the documents: dotnet test ... --filter "FullyQualifiedName~Screenshots". The pictures are looked at by people.</summary>
[TestFixture]
[Explicit]
public sealed class Screenshots
{
    [TestCase(false, 1440, "light")]
    [TestCase(true, 1440, "dark")]
    [TestCase(false, 390, "phone")]
    [TestCase(true, 390, "phone-dark")]
    public async Task Take(bool isDark, int width, string name)
    {
        await using var page = await BrowserUnderTest.OpenAsync(isDark, width);
        page.Page.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(60_000);
        await using var server = await ServerUnderTest.StartAsync(["--Proofs:MaxConcurrency=2", "--Server:DemonstrationSubjects=200"]);
        await page.SignInAsync(server, "alice", "publisher", "operator");
        await page.AskAsync("Threshold", 0.6, "warm up");
        await page.Expect(page.Proof("Completed")).ToBeVisibleAsync();
        await SaveAsync(page, $"{name}-first");
        for (var i = 0; i < 14; i++)
        {
            await server.PostAsync("/api/proof/submit", server.Token(i % 3 == 0 ? "bob" : "alice"),
                $$"""{"proofType":"exact","recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69","priority":"{{(i % 5 == 0 ? "high" : "normal")}}","scope":{"campaign":"{{i}}"} }""");
        }

        await page.AskAsync("Threshold", 0.7, "airdrop");
        await page.Page.WaitForTimeoutAsync(1500);
        await SaveAsync(page, $"{name}-busy");
        await page.AskAsync("Threshold", 1, "too much");
        await page.Expect(page.Proof("Failed")).ToBeVisibleAsync();
        await page.Expect(page.Proof("Completed").First).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Verify it" }).First.ClickAsync();
        await page.Expect(page.Page.GetByText("Valid: made out")).ToBeVisibleAsync();
        await page.Page.WaitForTimeoutAsync(4000);
        await SaveAsync(page, $"{name}-verified");
    }

    /// <summary>The web of trust around the best-connected key of Debian's keyring (package debian-keyring).</summary>
    [TestCase(false, 1440, "keyring")]
    [TestCase(true, 390, "keyring-phone")]
    public async Task TakeKeyring(bool isDark, int width, string name)
    {
        const string Keyring = "/usr/share/keyrings/debian-keyring.gpg";
        if (!File.Exists(Keyring)) Assert.Ignore("There is no keyring. Install the package debian-keyring.");
        using var folder = new TestFolder();
        var (code, _, errors) = await SampleProcess.RunAsync(
            "Publisher", folder.Path, new Dictionary<string, string>(),
            "import-keyring", Keyring, "--registry", folder.At("registry"), "--key", folder.At("registry.key"));
        Assert.That(code, Is.Zero, errors);
        await using var page = await BrowserUnderTest.OpenAsync(isDark, width);
        page.Page.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(60_000);
        await using var server = await ServerUnderTest.StartAsync([.. folder.Registry, "--Server:DemonstrationSubjects=200"]);
        var best = (await server.Services.GetRequiredService<Demonstration>().BestConnectedAsync(1, 200))[0].Account;
        await page.Page.GotoAsync($"{server.Address}#token={server.Tokens().Issue($"key-{best.ToString()[2..10]}", best, TimeSpan.FromHours(1), Tokens.Publisher)}");
        await page.Expect(page.Page.GetByText("live", new() { Exact = true })).ToBeVisibleAsync();
        await page.AskAsync("Threshold", 0.5, "keyring");
        await page.Expect(page.Proof("Completed")).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Verify it" }).First.ClickAsync();
        await page.Expect(page.Page.GetByText("Valid: made out")).ToBeVisibleAsync();
        await SaveAsync(page, name);
    }

    private static async Task SaveAsync(PageUnderTest page, string name)
    {
        var path = Path.Combine(Folder(), $"page-{name}.png");
        var isPhone = page.Page.ViewportSize!.Width < 500;
        if (isPhone) await page.Page.EvaluateAsync("document.querySelector('#proofs').closest('section').scrollIntoView()");
        await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = !isPhone });
        Assert.That(new FileInfo(path), Has.Length.GreaterThan(10_000));
    }

    private static string Folder() => Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts/screenshots")).FullName;
}
