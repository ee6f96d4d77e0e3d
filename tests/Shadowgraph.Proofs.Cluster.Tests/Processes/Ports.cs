using System.Net;
using System.Net.Sockets;

namespace Shadowgraph.Proofs.Tests.Cluster.Processes;

/// <summary>Blocks of free ports, one for each cluster, below those that the system lends to outgoing connections.</summary>
internal static class Ports
{
    private const int First = 21_000;
    private const int Last = 31_000;
    private const int BlockSize = 20;

    private static readonly Lock Gate = new();
    private static int _next = First;

    /// <summary>The first port of a block of its own.</summary>
    public static int TakeBlock()
    {
        lock (Gate)
        {
            for (; _next < Last; _next += BlockSize)
            {
                if (!Enumerable.Range(_next, BlockSize).All(IsFree)) continue;
                _next += BlockSize;
                return _next - BlockSize;
            }
        }

        throw new InvalidOperationException("There is no block of free ports.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
