#!/usr/bin/env bash
# dotnet publish (SDK 10.0.x) with ReadyToRun, when another instruction set is named.
#
# Expected: PublishReadyToRunCrossgen2ExtraArgs is an input of the compilation, so a second publish with another --instruction-set compiles anew.
# Seen: the images under obj/ are kept, because only the time of the assemblies counts: the second publish has the code for the first instruction set, and
# says nothing. After obj/ is deleted the code differs.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > sum.csproj <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><PublishReadyToRun>true</PublishReadyToRun>
  </PropertyGroup>
</Project>
PROJECT
cat > Program.cs <<'CSHARP'
var values = new double[100];
for (var i = 0; i < values.Length; i++) values[i] = i;
System.Console.WriteLine(Sums.Of(values));

internal static class Sums
{
    public static double Of(System.ReadOnlySpan<double> values)
    {
        var sum = System.Numerics.BitOperations.PopCount((uint)values.Length) + 0.0;
        foreach (var value in values) sum = System.Math.FusedMultiplyAdd(value, 2, sum);
        return sum;
    }
}
CSHARP
publish() {
  dotnet publish -c Release --use-current-runtime --no-self-contained -o "$1" -v quiet --nologo -p:PublishReadyToRunCrossgen2ExtraArgs="$2"
  sha256sum "$1/sum.dll" | cut -c1-64
}
first=$(publish first --instruction-set:x86-64-v2)
kept=$(publish kept --instruction-set:x86-64-v3)
rm -rf obj bin
anew=$(publish anew --instruction-set:x86-64-v3)
echo ".NET SDK $(dotnet --version)"
printf '%s %s\n' "$first" "x86-64-v2" "$kept" "x86-64-v3, with obj/ of x86-64-v2" "$anew" "x86-64-v3, without obj/"
[ "$first" = "$kept" ] && [ "$kept" != "$anew" ] || { echo "It has changed."; exit 1; }
echo "As seen: code for the instruction set that was named before is published."
