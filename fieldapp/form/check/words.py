"""Names that forms may use (the XLSForm reference, xlsform.org), and words of statistics programs."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a table below."""
    return tuple(text.split())


SURVEY = words("""
    type name relevant required constraint calculation appearance choice_filter repeat_count parameters
    default readonly trigger autoplay rows intent save_to disabled query media bind control body
    instance attribute note itemset no_app_error_string buttontext compact_tag sms_field sms_option
    sms_separator sms_allow_media sms_date_format sms_datetime_format sms_response pd bc src warning
    warning_reason final consent missing
""")
SETTINGS = words("""
    form_title form_id version instance_name default_language public_key submission_url auto_send
    auto_delete style namespaces allow_choice_duplicates client_editable prefix delimiter name attribute
    clean_text_values omit_instanceid instance_id instance_xmlns sms_keyword sms_separator
    sms_allow_media sms_date_format sms_datetime_format sms_response missing_codes id_string title
""")
TYPES = words("""
    text integer decimal date time dateTime note calculate hidden select_one select_multiple rank range
    image audio video file barcode geopoint geotrace geoshape acknowledge start end today deviceid
    username email phonenumber audit select_one_from_file select_multiple_from_file begin_group
    end_group begin_repeat end_repeat csv-external xml-external background-audio start-geopoint
    background-geopoint
""")
OLD_TYPES = words("""
    text string note int integer decimal date dateTime time audio video image picture photo file barcode
    geopoint geoshape geotrace location acknowledge calculate
""")
APPEARANCES = words("""
    multiline numbers url masked hidden-answer printer thousands-sep counter bearing no-calendar
    month-year year ethiopian coptic islamic bikram-sambat myanmar persian buddhist minimal search
    autocomplete quick quickcompact columns columns-pack compact horizontal horizontal-compact vertical
    no-buttons likert image-map map label list-nolabel list table-list picker rating no-ticks draw
    signature annotate new new-front front selfie maps placement-map hide-input field-list no-collapse
    page-break comment distress literacy analog-scale my-location textarea spinner autocomplete_chars
    randomize resident-id credit-code
""")
STATA = words("""
    _all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip str strL using with
""")
SPSS = words("all and by eq ge gt le lt ne not or to with")
