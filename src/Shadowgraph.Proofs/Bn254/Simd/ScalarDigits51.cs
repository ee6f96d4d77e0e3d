namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>r in digits of 51 bits, least significant first, with the constants of folding and of the Montgomery step.</summary>
internal readonly struct ScalarDigits51 : IDigits51
{
    public static double Modulus0 => 551490712240129;

    public static double Modulus1 => 298204647270524;

    public static double Modulus2 => -557033826758751;

    public static double Modulus3 => 22935798733633;

    public static double Modulus4 => 851317936231194;

    public static double NegativeInverse => 551490712240127;

    public static double Reciprocal => 1.1746492790073532E-15;

    public static double Fold00 => -709945163781197;

    public static double Fold01 => -632281280537692;

    public static double Fold02 => -461356332869917;

    public static double Fold03 => -277864373396105;

    public static double Fold04 => -415451570742830;

    public static double Fold10 => 920975380702695;

    public static double Fold11 => 668154813258919;

    public static double Fold12 => 1098901187971648;

    public static double Fold13 => -1020332017222712;

    public static double Fold14 => 150290580743763;

    public static double Fold20 => 102016710444964;

    public static double Fold21 => -477029361072262;

    public static double Fold22 => 624454531360320;

    public static double Fold23 => -269735390174723;

    public static double Fold24 => 208497190621298;
}
