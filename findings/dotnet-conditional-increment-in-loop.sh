#!/usr/bin/env bash
# The just-in-time compiler of .NET 10, and a conditional increment, the usual way to carry in arithmetic on several words.
#
# Expected: `condition ? value + 1 : value` becomes the same instructions, without a jump, wherever it is inlined.
# Seen: in a sequence it is a conditional move, in the body of a loop a conditional jump. A benchmark that repeats its inputs does not show the difference,
# since the processor learns the jumps; with inputs that do not repeat, carries are mispredicted.
set -euo pipefail
[ "$(uname -m)" = x86_64 ] || { echo "This looks for instructions of x64."; exit 0; }
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > carries.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><AllowUnsafeBlocks>true</AllowUnsafeBlocks></PropertyGroup>
</Project>
PROJECT
cat > Program.cs <<'CSHARP'
using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
unsafe
{
    const int numbers = 1 << 16;
    var words = new ulong[4 * numbers];
    var random = new Random(1);
    foreach (ref var word in words.AsSpan()) word = (ulong)random.NextInt64() << 1;
    fixed (ulong* start = words)
    {
        foreach (var (inputs, count) in new[] { ("inputs that repeat", 16), ("inputs that do not", numbers - 1) })
            Console.WriteLine($"{inputs}: {Time(&Sums.Sequence, start, count):F2} ns in a sequence, {Time(&Sums.Loop, start, count):F2} ns in a loop");
    }

    static double Time(delegate*<ulong*, ulong*, ulong> add, ulong* start, int count)
    {
        var best = double.MaxValue;
        for (var run = 0; run < 20; run++)
        {
            var begin = Stopwatch.GetTimestamp();
            for (var done = 0; done < numbers; done += count)
            {
                for (var i = 0; i < count; i++) Sums.Sink += add(start + 4 * i, start + 4 * i + 4);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalNanoseconds / numbers);
        }

        return best;
    }
}

internal static unsafe class Sums
{
    public static ulong Sink;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static ulong Sequence(ulong* a, ulong* b)
    {
        ulong carry = 0;
        Step(a[0], b[0], ref carry);
        Step(a[1], b[1], ref carry);
        Step(a[2], b[2], ref carry);
        Step(a[3], b[3], ref carry);
        return carry;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static ulong Loop(ulong* a, ulong* b)
    {
        ulong carry = 0;
        for (var i = 0; i < 4; i++) Step(a[i], b[i], ref carry);
        return carry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ulong a, ulong b, ref ulong carry)
    {
        // Upper word of a product, and the carry of two sums.
        var high = Math.BigMul(a, b, out var low);
        low += carry;
        high = low < carry ? high + 1 : high;
        low += a;
        carry = low < a ? high + 1 : high;
    }
}
CSHARP
dotnet build -c Release -o out -v quiet --nologo
DOTNET_JitStdOutFile="$folder/code" DOTNET_JitDisasm="Sequence Loop" out/carries
count() { awk -v name="Sums:$1" '/; Assembly listing for method/ { listed = index($0, name) } listed' code | grep -cE "^ +$2" || true; }
echo ".NET SDK $(dotnet --version), conditional moves: $(count Sequence cmov) in the sequence, $(count Loop cmov) in the loop"
[ "$(count Sequence cmov) $(count Sequence 'j[a-z]+ ') $(count Loop cmov)" = "7 0 0" ] || { echo "It has changed."; exit 1; }
echo "As seen: conditional moves and no jump in the sequence, where the first carry is 0; jumps alone in the loop."
