namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>r in digits of 52 bits, least significant first, with the constants of folding and of the Montgomery step.</summary>
internal readonly struct ScalarDigits52 : IDigits52
{
    public static double Modulus0 => 551490712240129;

    public static double Modulus1 => 1275002230477886;

    public static double Modulus2 => 423691496731624;

    public static double Modulus3 => -1685982885422232;

    public static double Modulus4 => 53207371014450;

    public static double NegativeInverse => 551490712240127;

    public static double Reciprocal => 1.8794388464117652E-14;

    public static double Fold00 => 613682121994877;

    public static double Fold01 => 883682787300998;

    public static double Fold02 => -443910893639891;

    public static double Fold03 => 2113536574856844;

    public static double Fold04 => 13654920520120;

    public static double Fold10 => -295552162562698;

    public static double Fold11 => -95430951396829;

    public static double Fold12 => -806620394275520;

    public static double Fold13 => 135320741955375;

    public static double Fold14 => -23198479526847;

    public static double Fold20 => 2056966383499642;

    public static double Fold21 => 402269909276836;

    public static double Fold22 => 1300504105273758;

    public static double Fold23 => -1368174771203400;

    public static double Fold24 => 15650133077734;

    public static double Fold30 => -2200791458462766;

    public static double Fold31 => -119257340268065;

    public static double Fold32 => -766368113711928;

    public static double Fold33 => -1987183298860512;

    public static double Fold34 => 6515537206916;
}
