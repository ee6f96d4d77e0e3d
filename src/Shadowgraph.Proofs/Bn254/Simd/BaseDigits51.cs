namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>p in digits of 51 bits, least significant first, with the constants of folding and of the Montgomery step.</summary>
internal readonly struct BaseDigits51 : IDigits51
{
    public static double Modulus0 => 154029749239111;

    public static double Modulus1 => 612489067865988;

    public static double Modulus2 => -557033797581398;

    public static double Modulus3 => 22935798733633;

    public static double Modulus4 => 851317936231194;

    public static double NegativeInverse => 571208714576777;

    public static double Reciprocal => 1.1746492790073532E-15;

    public static double Fold00 => -166683870705492;

    public static double Fold01 => -702597170777778;

    public static double Fold02 => -407175296541709;

    public static double Fold03 => -929686148348126;

    public static double Fold04 => 86218429628170;

    public static double Fold10 => 650131968954054;

    public static double Fold11 => 298249551125845;

    public static double Fold12 => -665904751971276;

    public static double Fold13 => -351752600271776;

    public static double Fold14 => -357549860040850;

    public static double Fold20 => 324664056633514;

    public static double Fold21 => 96566577995231;

    public static double Fold22 => 1117491690367775;

    public static double Fold23 => 134030102137171;

    public static double Fold24 => 215951800464420;
}
