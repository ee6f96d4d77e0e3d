using Microsoft.Playwright;

namespace Shadowgraph.Proofs.Server.Tests.Browser;

/// <summary>axe finds no violation, light and dark, on a desktop and on a phone, in every state of the page.</summary>
[TestFixture(false, 1440)]
[TestFixture(true, 1440)]
[TestFixture(false, 390)]
[TestFixture(true, 390)]
public sealed class AccessibilityTests(bool isDark, int width)
{
    private ServerUnderTest _server = null!;
    private PageUnderTest _page = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _page = await BrowserUnderTest.OpenAsync(isDark, width);
        _page.Page.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(60_000);
        _server = await ServerUnderTest.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_page is not null) await _page.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    [Test]
    public async Task Page_InEachState_HasNoViolation()
    {
        await _page.Page.GotoAsync($"{_server.Address}");
        await _page.Expect(_page.Page.GetByLabel("Token", new() { Exact = true })).ToBeVisibleAsync();
        await _page.AssertAccessibleAsync();

        await _page.SignInAsync(_server, "alice", "publisher", "operator");
        await _page.Page.GetByText("The same as a table").ClickAsync();
        await _page.AskAsync("Threshold", 1);
        await _page.Expect(_page.Proof("Failed")).ToBeVisibleAsync();
        await _page.AskAsync("Threshold", 0.2);
        await _page.Expect(_page.Proof("Completed")).ToBeVisibleAsync();
        await _page.Page.GetByRole(AriaRole.Button, new() { Name = "Verify it" }).ClickAsync();
        await _page.Expect(_page.Page.GetByText("Valid: made out")).ToBeVisibleAsync();
        await _page.AssertAccessibleAsync();
        Assert.That(_page.Wrong, Is.Empty);
    }
}
