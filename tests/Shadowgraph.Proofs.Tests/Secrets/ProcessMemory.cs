using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Shadowgraph.Proofs.Tests.Secrets;

/// <summary>The memory of this process, as Linux shows it.</summary>
internal static unsafe class ProcessMemory
{
    private const int Chunk = 1 << 22;
    private const int Overlap = IdentityLength - 1;
    private const int IdentityLength = 32;

    /// <summary>Looks through all memory that is private to the process and can be written.</summary>
    /// <returns>A line for each place where the secret stands: whether on a stack or in the heap, its form, where.</returns>
    public static List<string> Find(MaskedSecret secret)
    {
        var stacks = Stacks();
        var found = new List<string>();
        var buffer = (byte*)NativeMemory.AllocZeroed(Chunk);
        try
        {
            using var memory = File.OpenHandle("/proc/self/mem");
            foreach (var (first, end, name) in Regions())
            {
                var kind = stacks.Any(stack => stack >= first && stack < end) ? "stack" : "heap";
                for (var at = first; at < end; at += Chunk - Overlap)
                {
                    var length = Read(memory, at, new Span<byte>(buffer, (int)Math.Min(Chunk, end - at)));
                    secret.Find(new ReadOnlySpan<byte>(buffer, length), (form, offset) =>
                    {
                        var place = at + offset;
                        if (place + IdentityLength > (long)buffer && place < (long)buffer + Chunk) return;
                        found.Add($"{kind} {form} at {place:x} of {first:x}-{end:x} {name}");
                    });
                }
            }
        }
        finally
        {
            NativeMemory.Free(buffer);
        }

        return found;
    }

    private static int Read(SafeFileHandle memory, long at, Span<byte> buffer)
    {
        try
        {
            return RandomAccess.Read(memory, buffer, at);
        }
        catch (IOException)
        {
            return 0; // given back meanwhile
        }
    }

    private static List<(long First, long End, string Name)> Regions()
    {
        var regions = new List<(long, long, string)>();
        foreach (var line in File.ReadAllLines("/proc/self/maps"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!parts[1].StartsWith("rw", StringComparison.Ordinal) || !parts[1].EndsWith('p')) continue;
            var bounds = parts[0].Split('-');
            regions.Add((Parse(bounds[0]), Parse(bounds[1]), parts.Length > 5 ? parts[5] : ""));
        }

        return regions;
    }

    // A place on the stack of each thread. Those that do not run tell it themselves; the one that asks is this.
    private static List<long> Stacks()
    {
        byte here;
        var stacks = new List<long> { (long)&here };
        foreach (var task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                var parts = File.ReadAllText(Path.Combine(task, "syscall")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (parts.Length >= 3) stacks.Add(Parse(parts[^2][2..]));
            }
            catch (IOException)
            {
                // The thread has ended.
            }
        }

        return stacks;
    }

    private static long Parse(string digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
