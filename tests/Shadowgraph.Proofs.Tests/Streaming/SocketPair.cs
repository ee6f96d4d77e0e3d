using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Shadowgraph.Proofs.Tests.Streaming;

/// <summary>Two ends of a connection in memory, which holds few bytes so that a reader who stops is soon felt.</summary>
internal sealed class SocketPair : IDisposable
{
    private const int Held = 4096;
    private readonly PipeStream _serverStream;
    private readonly PipeStream _clientStream;

    public SocketPair()
    {
        var options = new PipeOptions(pauseWriterThreshold: Held, resumeWriterThreshold: Held / 2, useSynchronizationContext: false);
        var (up, down) = (new Pipe(options), new Pipe(options));
        _serverStream = new PipeStream(up.Reader, down.Writer);
        _clientStream = new PipeStream(down.Reader, up.Writer);
        Server = WebSocket.CreateFromStream(_serverStream, new WebSocketCreationOptions { IsServer = true });
        Client = WebSocket.CreateFromStream(_clientStream, new WebSocketCreationOptions());
    }

    public WebSocket Server { get; }

    public WebSocket Client { get; }

    public Task SendAsync(string message) => Client.SendAsync(
        Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).WaitAsync(Wait.Patience);

    public Task SubscribeAsync(Guid id) => SendAsync($$"""{"type":"subscribe","requestId":"{{id}}"}""");

    /// <returns>The next message; null when the server has closed.</returns>
    public async Task<JsonElement?> ReceiveAsync()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16384];
        while (true)
        {
            var part = await Client.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Wait.Patience);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonSerializer.Deserialize<JsonElement>(whole.ToArray());
        }
    }

    /// <returns>The messages up to the first of one of these types.</returns>
    public async Task<List<JsonElement>> ReceiveUntilAsync(params string[] types)
    {
        var all = new List<JsonElement>();
        while (await ReceiveAsync() is { } message)
        {
            all.Add(message);
            if (types.Contains(TypeOf(message))) return all;
        }

        Assert.Fail($"Closed before any of {string.Join(", ", types)}; came: {string.Join(", ", all)}");
        return all;
    }

    public static string TypeOf(JsonElement message) => message.GetProperty("type").GetString()!;

    /// <summary>Breaks the connection, as a cable that is pulled does once that is noticed.</summary>
    public void Break()
    {
        _serverStream.Break();
        _clientStream.Break();
    }

    public void Dispose()
    {
        Server.Dispose();
        Client.Dispose();
    }

    private sealed class PipeStream(PipeReader reader, PipeWriter writer) : Stream
    {
        private readonly CancellationTokenSource _broken = new();
        private readonly Stream _reading = reader.AsStream();
        private readonly Stream _writing = writer.AsStream();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Break() => _broken.Cancel();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _broken.Token);
            try
            {
                return await _reading.ReadAsync(buffer, both.Token);
            }
            catch (OperationCanceledException) when (_broken.IsCancellationRequested)
            {
                throw new IOException("Broken.");
            }
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _broken.Token);
            try
            {
                await _writing.WriteAsync(buffer, both.Token);
            }
            catch (OperationCanceledException) when (_broken.IsCancellationRequested)
            {
                throw new IOException("Broken.");
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                writer.Complete();
                reader.Complete();
            }

            base.Dispose(disposing);
        }
    }
}
