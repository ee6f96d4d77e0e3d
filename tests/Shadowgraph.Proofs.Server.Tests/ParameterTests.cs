using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>The library's types as parameters of a minimal API, in the route and in the query.</summary>
[TestFixture]
public sealed class ParameterTests
{
    private static readonly EvmAddress Address = EvmAddress.Parse("0x00112233445566778899aabbccddeeff01020304");

    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private static IEnumerable<TestCaseData> Values =>
    [
        new("address", Address.ToString()),
        new("user", "größe 😀 & co"),
        new("scalar", (-Fr.One).ToString()),
        new("scope", new ProofScope(ulong.MaxValue, Address, "a/b:c?d", "100 % Ж&x=y").ToString()),
        new("scope", ProofScope.None.ToString()),
        new("state", nameof(ProofState.Completed)),
        new("stage", nameof(ProofStage.LoadingKey)),
        new("priority", nameof(ProofPriority.Critical)),
        new("error", nameof(ProofErrorType.QueueFull)),
        new("size", nameof(CircuitSize.Large)),
    ];

    private static IEnumerable<TestCaseData> OtherTexts =>
    [
        new("address", "0x12"),
        new("user", "two  spaces"),
        new("scalar", "01"),
        new("scope", "1:0x12:people:airdrop"),
        new("state", "Sleeping"),
        new("state", "completed"), // by ASP.NET's rule for minimal APIs
        new("stage", "Sleeping"),
        new("priority", "Urgent!"),
        new("error", "NoSuchError"),
        new("size", "Huge"),
    ];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--Urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/route/address/{value}", (EvmAddress value) => value.ToString());
        _app.MapGet("/route/user/{value}", (ProofUserId value) => value.ToString());
        _app.MapGet("/route/scalar/{value}", (Fr value) => value.ToString());
        _app.MapGet("/route/scope/{value}", (ProofScope value) => value.ToString());
        _app.MapGet("/route/state/{value}", (ProofState value) => value.ToString());
        _app.MapGet("/route/stage/{value}", (ProofStage value) => value.ToString());
        _app.MapGet("/route/priority/{value}", (ProofPriority value) => value.ToString());
        _app.MapGet("/route/error/{value}", (ProofErrorType value) => value.ToString());
        _app.MapGet("/route/size/{value}", (CircuitSize value) => value.ToString());
        _app.MapGet("/query/address", (EvmAddress value) => value.ToString());
        _app.MapGet("/query/user", (ProofUserId value) => value.ToString());
        _app.MapGet("/query/scalar", (Fr value) => value.ToString());
        _app.MapGet("/query/scope", (ProofScope value) => value.ToString());
        _app.MapGet("/query/state", (ProofState value) => value.ToString());
        _app.MapGet("/query/stage", (ProofStage value) => value.ToString());
        _app.MapGet("/query/priority", (ProofPriority value) => value.ToString());
        _app.MapGet("/query/error", (ProofErrorType value) => value.ToString());
        _app.MapGet("/query/size", (CircuitSize value) => value.ToString());
        _app.MapGet("/query/optional", (ProofScope? scope, ProofUserId? user, EvmAddress? address) => $"{scope}{user}{address}");
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _client = new HttpClient { BaseAddress = new Uri(address) };
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [TestCaseSource(nameof(Values))]
    public async Task Parameter_WithTheTextOfAValue_IsTheValue(string kind, string text)
    {
        Assert.That(await _client.GetStringAsync(Route(kind, text)), Is.EqualTo(text));
        Assert.That(await _client.GetStringAsync(Query(kind, text)), Is.EqualTo(text));
    }

    [TestCaseSource(nameof(OtherTexts))]
    public async Task Parameter_WithAnotherText_IsABadRequest(string kind, string text)
    {
        using var byRoute = await _client.GetAsync(Route(kind, text));
        using var byQuery = await _client.GetAsync(Query(kind, text));

        Assert.That((byRoute.StatusCode, byQuery.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest)));
    }

    [Test]
    public async Task OptionalParameters_MayBeAbsent() => Assert.That(await _client.GetStringAsync("/query/optional"), Is.Empty);

    private static string Route(string kind, string text) => $"/route/{kind}/{Uri.EscapeDataString(text)}";

    private static string Query(string kind, string text) => $"/query/{kind}?value={Uri.EscapeDataString(text)}";
}
