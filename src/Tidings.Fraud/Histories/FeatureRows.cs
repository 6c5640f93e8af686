using Tidings.Core.Decide.Fraud.Features;

namespace Tidings.Fraud.Histories;

/// <summary>Vectors that were kept of a replay, each with the payment that it is of.</summary>
public sealed class FeatureRows
{
    readonly List<int> _payments = [];
    float[] _values = new float[1024 * FraudFeatures.Count];

    public int Count => _payments.Count;

    public ReadOnlySpan<float> this[int row] => _values.AsSpan(row * FraudFeatures.Count, FraudFeatures.Count);

    /// <summary>Index of the row's payment in the history.</summary>
    public int PaymentOf(int row) => _payments[row];

    public void Add(int payment, ReadOnlySpan<float> features)
    {
        var at = _payments.Count * FraudFeatures.Count;
        if (at == _values.Length)
            Array.Resize(ref _values, _values.Length * 2);
        features.CopyTo(_values.AsSpan(at, FraudFeatures.Count));
        _payments.Add(payment);
    }

    /// <summary>Copies in which only these features say something; the others are -1 in every row, so that nothing can be learned of them.</summary>
    public FeatureRows Only(IReadOnlyCollection<FraudFeature> features)
    {
        var only = new FeatureRows();
        Span<float> row = stackalloc float[FraudFeatures.Count];
        for (var i = 0; i < Count; i++)
        {
            row.Fill(-1);
            foreach (var feature in features)
                row[(int)feature] = this[i][(int)feature];
            only.Add(PaymentOf(i), row);
        }
        return only;
    }
}
