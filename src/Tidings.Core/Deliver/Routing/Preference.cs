namespace Tidings.Core.Deliver.Routing;

/// <summary>Which of a route's carriers goes first while all of them are well.</summary>
public enum Preference : byte
{
    /// <summary>The one that is named first.</summary>
    Order = 0,
    /// <summary>The one with the lowest price for the number; those without a price come last, equal ones as they are named.</summary>
    Cost,
}
