namespace Tidings.Core.Events.Camt;

/// <summary>The bank transaction code of an entry or transaction, as it comes together.</summary>
internal struct CodeDraft
{
    private string? _domain;
    private string? _family;
    private string? _subFamily;
    private string? _proprietary;

    public void Take(CamtField field, string text)
    {
        switch (field)
        {
            case CamtField.Domain: _domain = text; break;
            case CamtField.Family: _family = text; break;
            case CamtField.SubFamily: _subFamily = text; break;
            case CamtField.Proprietary: _proprietary = text; break;
        }
    }

    public readonly CamtCode? ToCode() =>
        _domain is null && _proprietary is null ? null : new CamtCode(_domain, _family, _subFamily, _proprietary);
}
