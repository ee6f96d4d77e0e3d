using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Shadowgraph.Proofs.Server.Tests.Browser;

/// <summary>The page as people use it. After each test: no console error, and no violation of the policy.</summary>
[TestFixture]
public sealed class PageTests
{
    private const int MostBytes = 150_000;

    private ServerUnderTest _server = null!;
    private PageUnderTest _page = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _page = await BrowserUnderTest.OpenAsync();
        _server = await ServerUnderTest.StartAsync(["--Proofs:MaxConcurrency=1"]);
        _page.Page.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(60_000);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_page is null) return;
        var wrong = _page.Wrong.ToArray();
        await _page.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public async Task Proof_AskedFor_IsWatched_Verified_AndItsCalldataCopied()
    {
        await _page.SignInAsync(_server, "alice", "publisher", "operator");
        await _page.AskAsync("Threshold", 0.2);

        await _page.Expect(_page.Proof("Completed")).ToBeVisibleAsync();
        await _page.Page.GetByRole(AriaRole.Button, new() { Name = "Verify it" }).ClickAsync();
        await _page.Expect(_page.Page.GetByText("Valid: made out to this wallet")).ToBeVisibleAsync();
        await _page.Page.GetByRole(AriaRole.Button, new() { Name = "Copy calldata" }).ClickAsync();

        await _page.Expect(_page.Page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        Assert.That(await _page.Page.EvaluateAsync<string>("navigator.clipboard.readText()"), Does.StartWith("["));
        Assert.That(_page.Page.Url, Does.Not.Contain("token"));
    }

    [TestCase("Exact")]
    [TestCase("Range")]
    [TestCase("Membership")]
    [TestCase("Anonymous")]
    public async Task Proof_OfEachOtherType_IsMade_AndVerifies(string type)
    {
        await _page.SignInAsync(_server, "alice");
        if (type == "Range")
        {
            await _page.Page.GetByRole(AriaRole.Radio, new() { Name = "Range" }).CheckAsync();
            await _page.Page.GetByLabel("From", new() { Exact = true }).FillAsync("100000");
        }

        await _page.AskAsync(type);

        await _page.Expect(_page.Proof("Completed")).ToBeVisibleAsync();
        await _page.Page.GetByRole(AriaRole.Button, new() { Name = "Verify it" }).ClickAsync();
        await _page.Expect(_page.Page.GetByText("Valid: made out to this wallet")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Proof_OfWhatIsNotSo_ShowsTheError_AndWhatToDo()
    {
        await _page.SignInAsync(_server, "alice");

        await _page.AskAsync("Threshold", 1);

        await _page.Expect(_page.Proof("Failed")).ToBeVisibleAsync();
        await _page.Expect(_page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Choose bounds that contain the score.");
    }

    [Test]
    public async Task Proof_Cancelled_SaysSo()
    {
        // With the circuit prover, a proof may end before the click.
        var prover = new HeldProver();
        await _server.DisposeAsync();
        _server = await ServerUnderTest.StartAsync(configure: builder => builder.Services.AddSingleton<IProver>(prover));
        await _page.SignInAsync(_server, "alice");
        await _page.AskAsync("Threshold", 0.2);
        await Until.IsSoAsync(() => prover.Begun == 1);

        await _page.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await _page.Expect(_page.Proof("Cancelled")).ToBeVisibleAsync();
        await Until.IsSoAsync(() => prover.Cancelled == 1);
    }

    [Test]
    public async Task WebOfTrust_GrowsByAnAttestation_InGraphTableAndScore()
    {
        await _page.SignInAsync(_server, "carol", "publisher");
        await _page.Expect(_page.Page.GetByText("Nobody attests about you yet.")).ToBeVisibleAsync();

        await _page.Page.GetByLabel("Who attests", new() { Exact = true }).FillAsync("Grace");
        await _page.Page.GetByLabel("Went well", new() { Exact = true }).FillAsync("18");
        await _page.Page.GetByLabel("Went badly", new() { Exact = true }).FillAsync("0");
        await _page.Page.GetByRole(AriaRole.Button, new() { Name = "Add attestation" }).ClickAsync();

        await _page.Expect(_page.Page.GetByRole(AriaRole.Img, new() { Name = "1 people attest" })).ToBeVisibleAsync();
        await _page.Page.GetByText("The same as a table (1)").ClickAsync();
        await _page.Expect(_page.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Grace" })).ToBeVisibleAsync();
        await _page.Expect(_page.Page.GetByRole(AriaRole.Img, new() { Name = "score 0.950" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Page_WhoseServerRestarts_ConnectsAgain_AndGoesOn()
    {
        await _page.SignInAsync(_server, "alice");
        var port = _server.Address.Port;

        // Stopped first, so that a call under way gets its answer.
        await _server.StopAsync();
        await _server.DisposeAsync();
        await _page.Expect(_page.Page.GetByText("connecting", new() { Exact = false })).ToBeVisibleAsync();
        _server = await ServerUnderTest.StartAsync(port: port);
        await _page.Expect(_page.Page.GetByText("live", new() { Exact = true })).ToBeVisibleAsync();
        _page.Expected("ERR_CONNECTION_REFUSED|WebSocket connection");
        await _page.AskAsync("Membership");

        await _page.Expect(_page.Proof("Completed")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Page_ByKeyboardAlone_AsksForAProof()
    {
        await _page.SignInAsync(_server, "bob");
        var keyboard = _page.Page.Keyboard;
        await keyboard.PressAsync("Tab");
        Assert.That(await FocusedAsync(), Does.Contain("To the content"));
        for (var i = 0; i < 60 && !(await FocusedAsync()).Contains("threshold", StringComparison.Ordinal); i++) await keyboard.PressAsync("Tab");
        Assert.That(await FocusedAsync(), Does.Contain("threshold"));

        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("ArrowDown");
        Assert.That(await FocusedAsync(), Does.Contain("membership"));
        for (var i = 0; i < 20 && !(await FocusedAsync()).Contains("Ask for the proof", StringComparison.Ordinal); i++) await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");

        await _page.Expect(_page.Proof("Completed")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Token_ThatIsNotGood_LeadsToTheSignIn_WithTheReason()
    {
        await _page.Page.GotoAsync($"{_server.Address}#token=abc");

        await _page.Expect(_page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A token is required");
        _page.Expected("401");
        await _page.Page.GetByLabel("Token", new() { Exact = true }).FillAsync(_server.Token("alice"));
        await _page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await _page.Expect(_page.Page.GetByText("live", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Page_OnAPhone_FitsItsWidth()
    {
        await _page.Page.SetViewportSizeAsync(390, 844);
        await _page.SignInAsync(_server, "alice", "publisher", "operator");

        Assert.That(await _page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
    }

    [Test]
    public async Task Page_IsLight_AndAllItsOwn()
    {
        var (bytes, hosts) = (0, new HashSet<string>());
        _page.Page.Response += async (_, response) =>
        {
            hosts.Add(new Uri(response.Url).Host);
            if (!response.Url.Contains("/api/", StringComparison.Ordinal)) Interlocked.Add(ref bytes, (await response.BodyAsync()).Length);
        };
        await _page.SignInAsync(_server, "alice");

        Assert.That(bytes, Is.InRange(20_000, MostBytes));
        Assert.That(hosts, Is.EquivalentTo(new[] { "127.0.0.1" }));
    }

    private Task<string> FocusedAsync() => _page.Page.EvaluateAsync<string>("(document.activeElement?.value ?? '') + ' ' + document.activeElement?.textContent");
}
