#!/usr/bin/env bash
# ReadyToRun (microsoft.netcore.app.crossgen2 10.0.x), the instruction set x86-64-v4, and Vector512.Load and Store.
#
# Expected: on a processor with AVX-512, methods with Vector512.Load and Vector512.Store are compiled like methods with Avx512F.LoadVector512 and
# Avx512F.Store: the just-in-time compiler makes the same instructions of both.
# Seen: a method that stores with Vector512.Store is left out of the image and compiled when the process starts, without optimisation at first. A method
# that loads with Vector512.Load is in the image, but calls Load, which is compiled when the process starts. With Avx512F both are complete. Nothing warns.
set -euo pipefail
grep -q avx512f /proc/cpuinfo || { echo "This processor has no AVX-512."; exit 0; }
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > vectors.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <PublishReadyToRun>true</PublishReadyToRun>
    <PublishReadyToRunCrossgen2ExtraArgs>--instruction-set:x86-64-v4</PublishReadyToRunCrossgen2ExtraArgs>
  </PropertyGroup>
</Project>
PROJECT
cat > Program.cs <<'CSHARP'
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
unsafe
{
    var values = stackalloc double[16];
    for (var i = 0; i < 8; i++) values[i] = i;
    Vectors.StoreGeneric(values, values + 8);
    Vectors.StoreAvx512(values, values + 8);
    System.Console.WriteLine(Vectors.LoadGeneric(values) + Vectors.LoadAvx512(values));
}

internal static unsafe class Vectors
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StoreGeneric(double* from, double* to) => Vector512.Store(Avx512F.LoadVector512(from) * 2, to);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StoreAvx512(double* from, double* to) => Avx512F.Store(to, Avx512F.LoadVector512(from) * 2);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double LoadGeneric(double* from) => (Vector512.Load(from) * 2).GetElement(3);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double LoadAvx512(double* from) => (Avx512F.LoadVector512(from) * 2).GetElement(3);
}
CSHARP
dotnet publish -c Release --use-current-runtime --no-self-contained -o out -v quiet --nologo
DOTNET_JitStdOutFile="$folder/compiled" DOTNET_JitDisasmSummary=1 out/vectors
echo ".NET SDK $(dotnet --version); compiled at run time:"
compiled=$(grep -oE "(Vectors|Vector512):(StoreGeneric|StoreAvx512|LoadGeneric|LoadAvx512|Load|Store)\b" compiled | sort -u)
echo "$compiled"
[ "$compiled" = "$(printf '%s\n' Vector512:Load Vector512:Store Vectors:StoreGeneric)" ] || { echo "It has changed."; exit 1; }
echo "As seen: the generic Load and Store are not in the image, those of Avx512F are."
