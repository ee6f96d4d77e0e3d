using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Shadowgraph.Proofs.Server.Tests.Browser;

/// <summary>The page in a browser, with every console error, exception and violation of its policy noted.</summary>
internal sealed class PageUnderTest : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _wrong = [];

    private PageUnderTest(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>What went wrong in the page that the test has not expected.</summary>
    public IEnumerable<string> Wrong => _wrong;

    public static async Task<PageUnderTest> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        var opened = new PageUnderTest(context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") opened._wrong.Enqueue(message.Text);
        };
        page.PageError += (_, error) => opened._wrong.Enqueue(error);
        await page.ExposeFunctionAsync<string>("violated", opened._wrong.Enqueue);
        await page.AddInitScriptAsync(
            "document.addEventListener('securitypolicyviolation', (e) => window.violated(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));");
        return opened;
    }

    /// <summary>Opens the link that the server prints for a user.</summary>
    public async Task SignInAsync(ServerUnderTest server, string user, params string[] roles)
    {
        await Page.GotoAsync($"{server.Address}#token={server.Token(user, roles)}");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Queue" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("live", new() { Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Fills the form, and asks.</summary>
    public async Task AskAsync(string type, double? minimum = null, string campaign = "browser")
    {
        await Page.GetByRole(AriaRole.Radio, new() { Name = type }).CheckAsync();
        if (minimum is { } least) await Page.GetByLabel("At least", new() { Exact = true }).FillAsync($"{least * 1_000_000:0}");
        await Page.GetByLabel("Good for", new() { Exact = true }).FillAsync(campaign);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Ask for the proof" }).ClickAsync();
    }

    public ILocator Proof(string state) => Page.GetByRole(AriaRole.Article).Filter(new() { Has = Page.GetByText(state, new() { Exact = true }) });

    public ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    /// <summary>Forgets what the test itself brought about, such as a connection that it broke.</summary>
    public void Expected(string pattern)
    {
        var rest = _wrong.Where(text => !Regex.IsMatch(text, pattern)).ToArray();
        _wrong.Clear();
        foreach (var text in rest) _wrong.Enqueue(text);
    }

    /// <summary>Runs axe on the page as it is.</summary>
    public async Task AssertAccessibleAsync()
    {
        var result = await Page.RunAxe();
        Assert.That(
            result.Violations.Select(violation =>
                $"{violation.Id}: {violation.Help} at {string.Join("; ", violation.Nodes.Select(node => node.Html).Take(3))}"),
            Is.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
    }
}
