using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Shadowgraph.Proofs.Tests.Caching;

/// <summary>A distributed cache in memory that does what a test says before it answers, and changes what it gives.</summary>
internal sealed class HandDistributedCache : IDistributedCache
{
    private readonly MemoryDistributedCache _inner = new(Options.Create(new MemoryDistributedCacheOptions()));
    private int _calls;

    /// <summary>Done before each call, on its thread; null for nothing.</summary>
    public Func<CancellationToken, Task>? Before { get; set; }

    /// <summary>Applied to what is read; null for nothing.</summary>
    public Func<byte[]?, byte[]?>? Change { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The options of the last entry.</summary>
    public DistributedCacheEntryOptions? LastOptions { get; private set; }

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        await BeginAsync(token);
        var found = await _inner.GetAsync(key, token);
        return Change is null ? found : Change(found);
    }

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        await BeginAsync(token);
        LastOptions = options;
        await _inner.SetAsync(key, value, options, token);
    }

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        await BeginAsync(token);
        await _inner.RemoveAsync(key, token);
    }

    /// <summary>What lies under a name, past all faults.</summary>
    public byte[]? Peek(string key) => _inner.Get(key);

    /// <summary>Puts something under a name, past all faults.</summary>
    public void Put(string key, byte[] value) => _inner.Set(key, value);

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    private Task BeginAsync(CancellationToken token)
    {
        Interlocked.Increment(ref _calls);
        return Before?.Invoke(token) ?? Task.CompletedTask;
    }
}
