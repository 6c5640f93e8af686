namespace Tidings.Server.Deliver.Routing;

/// <summary>What is wrong with a carrier in one country.</summary>
internal enum Ailment : byte
{
    None = 0,
    /// <summary>Too few of the final receipts say "delivered".</summary>
    Undelivered,
    /// <summary>Too few of the texts that it took had a final receipt in time.</summary>
    Silent,
}
