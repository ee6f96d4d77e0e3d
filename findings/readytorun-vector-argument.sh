#!/usr/bin/env bash
# ReadyToRun (microsoft.netcore.app.crossgen2 10.0.x), the instruction set x86-64-v3, and vectors and 128-bit integers as arguments.
#
# Expected: with the instruction set named, a method that takes a Vector256<double> is compiled into the image, as is its caller; so is a method that
# takes a UInt128, which needs no particular processor.
# Seen: both are left out of the image, with every method that calls them or a member of UInt128, and are compiled when the process starts, without
# optimisation at first. The same method with a double, from which it makes the vector itself, is in the image with its caller. Nothing warns.
set -euo pipefail
grep -q avx2 /proc/cpuinfo || { echo "This processor has no AVX2."; exit 0; }
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > arguments.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <PublishReadyToRun>true</PublishReadyToRun>
    <PublishReadyToRunCrossgen2ExtraArgs>--instruction-set:x86-64-v3</PublishReadyToRunCrossgen2ExtraArgs>
  </PropertyGroup>
</Project>
PROJECT
cat > Program.cs <<'CSHARP'
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
unsafe
{
    var values = stackalloc double[] { 1, 2, 3, 4, 0, 0, 0, 0 };
    Sums.CallWithVector(values);
    Sums.CallWithDouble(values);
    Console.WriteLine(values[4] + Sums.CallWithInteger(3));
}

internal static unsafe class Sums
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CallWithVector(double* values) => AddVector(values, Vector256.Create(1.0));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CallWithDouble(double* values) => AddDouble(values, 1.0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int CallWithInteger(ulong value) => CountBits((UInt128)value << 70);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddVector(double* values, Vector256<double> addend) => Avx.Store(values + 4, Avx.LoadVector256(values) + addend);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddDouble(double* values, double addend) => Avx.Store(values + 4, Avx.LoadVector256(values) + Vector256.Create(addend));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountBits(UInt128 value) => (int)UInt128.PopCount(value);
}
CSHARP
dotnet publish -c Release --use-current-runtime --no-self-contained -o out -v quiet --nologo
DOTNET_JitStdOutFile="$folder/compiled" DOTNET_JitDisasmSummary=1 out/arguments
echo ".NET SDK $(dotnet --version); compiled at run time:"
compiled=$(grep -oE "Sums:[A-Za-z]+" compiled | sort -u)
echo "$compiled"
[ "$compiled" = "$(printf '%s\n' Sums:AddVector Sums:CallWithInteger Sums:CallWithVector Sums:CountBits)" ] || { echo "It has changed."; exit 1; }
echo "As seen: what takes or passes a vector or a 128-bit integer is not in the image."
