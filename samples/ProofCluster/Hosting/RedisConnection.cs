using StackExchange.Redis;

namespace ProofCluster.Hosting;

/// <summary>How processes of the cluster connect to Redis: quick to notice the loss of Redis, and quick to reconnect.</summary>
internal static class RedisConnection
{
    private const int ConnectMilliseconds = 2000;
    private const int CallMilliseconds = 3000;
    private const int ReconnectMilliseconds = 500;

    /// <summary>Whether a text is an address of Redis.</summary>
    public static bool IsValid(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The options of a connection.</summary>
    public static ConfigurationOptions Parse(string text)
    {
        var options = ConfigurationOptions.Parse(text);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = ConnectMilliseconds;
        options.AsyncTimeout = CallMilliseconds;
        options.SyncTimeout = CallMilliseconds;
        options.ReconnectRetryPolicy = new LinearRetry(ReconnectMilliseconds);
        return options;
    }
}
