using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sentry.Extensions.Logging;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>Exporters of metrics, traces and errors are off by default, and each is enabled by one setting.</summary>
[TestFixture]
public sealed class TelemetryTests
{
    private const string Body = """{"proofType":"exact","recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69"}""";

    [Test]
    public async Task Otlp_WithAnEndpoint_GetsTracesAndMetricsOfProofs()
    {
        using var collector = new Collector();
        await using (var server = await ServerUnderTest.StartAsync(
            [$"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"]))
        {
            Assert.That((await server.PostAsync("/api/proof/generate", server.Token("alice"), Body)).Status, Is.EqualTo(200));
        }

        // The exporters flush when the server stops.
        await Until.IsSoAsync(() => collector.Paths.Contains("/v1/traces") && collector.Paths.Contains("/v1/metrics"));
        Assert.That(collector.Text, Does.Contain("Shadowgraph.Proofs"));
        Assert.That(collector.Text, Does.Not.Contain("0x6813eb9362372eef6200f3b1dbc3f819671cba69"));
    }

    [Test]
    public async Task Sentry_WithADsn_IsAttached_AndWithoutIsNot()
    {
        // The tests clear the providers of logging, so the configured options show whether Sentry is attached.
        await using var with = await ServerUnderTest.StartAsync(["--Sentry:Dsn=https://key@127.0.0.1/1"]);
        await using var without = await ServerUnderTest.StartAsync();

        Assert.That(DsnOf(with), Is.EqualTo("https://key@127.0.0.1/1"));
        Assert.That(DsnOf(without), Is.Null);
        static string? DsnOf(ServerUnderTest server) => server.Services.GetRequiredService<IOptions<SentryLoggingOptions>>().Value.Dsn;
    }

    /// <summary>An OTLP collector that keeps paths and bodies.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Lock _lock = new();
        private readonly List<string> _paths = [];
        private string _text = "";

        public Collector()
        {
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            }

            _listener.Prefixes.Add($"{Address}");
            _listener.Start();
            _ = ServeAsync();
        }

        public Uri Address { get; }

        public IReadOnlyList<string> Paths
        {
            get
            {
                lock (_lock) return [.. _paths];
            }
        }

        public string Text
        {
            get
            {
                lock (_lock) return _text;
            }
        }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream, System.Text.Encoding.Latin1);
                    var body = await reader.ReadToEndAsync();
                    lock (_lock)
                    {
                        _paths.Add(context.Request.Url!.AbsolutePath);
                        _text += body;
                    }

                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed.
            }
        }
    }
}
